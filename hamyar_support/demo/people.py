"""Departments and people of the demo company «همیار شهر» and two of its customers."""

from .shapes import DemoPerson

TECHNICAL = "پشتیبانی فنی"
TRAINING = "آموزش"
FINANCE = "امور مالی"
SALES = "فروش و قرارداد"
INFRASTRUCTURE = "زیرساخت و امنیت"
FEEDBACK = "پیشنهاد و انتقاد"

DEPARTMENTS: tuple[str, ...] = (TECHNICAL, TRAINING, FINANCE, SALES, INFRASTRUCTURE, FEEDBACK)
"""In the order in which forms show them."""

PEOPLE: tuple[DemoPerson, ...] = (
    DemoPerson("reza", "رضا کریمی", "customer", "reza@example.com", "09120001101"),
    DemoPerson("mina", "مینا احمدی", "customer", "mina@example.com", "09350002202"),
    DemoPerson(
        "sara", "سارا محمدی", "agent", "sara@example.com", "09120003303", departments=(TECHNICAL, TRAINING, FEEDBACK)
    ),
    DemoPerson(
        "omid",
        "امید رستگار",
        "agent",
        "omid@example.com",
        "09190004404",
        departments=(TECHNICAL, FINANCE, SALES, INFRASTRUCTURE),
    ),
    DemoPerson("admin", "نیلوفر صادقی", "admin", "niloufar@example.com", "09120005505"),
)
