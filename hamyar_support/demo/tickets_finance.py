"""What customers asked the accounts office."""

from .people import FINANCE
from .shapes import DAY, DemoFile, DemoMessage, DemoMove, DemoTicket, note

TICKETS: tuple[DemoTicket, ...] = (
    DemoTicket(
        customer="reza",
        department=FINANCE,
        priority="medium",
        ago=2,
        status="open",
        assignee=None,
        subject="درخواست صدور فاکتور رسمی برای سفارش HSH-20418",
        conversation=(
            DemoMessage(
                "reza",
                0,
                (
                    "با سلام و احترام\n"
                    "لطفاً برای سفارش HSH-20418 (پنج کاربر اضافه) فاکتور رسمی با مشخصات زیر صادر فرمایید:\n\n"
                    "- نام: شهرداری نورشهر\n"
                    "- شناسه ملی: در قرارداد اصلی درج شده است\n"
                    "- نشانی: نورشهر، میدان شهرداری، ساختمان مرکزی\n\n"
                    "مهلت ارسال به ذی‌حسابی تا پایان هفته است."
                ),
            ),
        ),
    ),
    DemoTicket(
        customer="mina",
        department=FINANCE,
        priority="high",
        ago=1.4 * DAY,
        status="pending",
        assignee="omid",
        subject="پرداخت انجام شد ولی صورت‌حساب هنوز تسویه نشده است",
        conversation=(
            DemoMessage(
                "mina",
                0,
                (
                    "سلام. صورت‌حساب دوره جاری را دیروز از درگاه پرداخت کردیم و مبلغ از حساب دفتر کم شده، "
                    "اما در سامانه هنوز «پرداخت‌نشده» است و بنر قرمز بالای صفحه به همه همکارانم نشان داده "
                    "می‌شود. شماره پیگیری: 140388217735"
                ),
                (DemoFile("pdf", "رسید پرداخت.pdf"),),
            ),
            DemoMessage(
                "omid",
                1.1,
                (
                    "سلام خانم احمدی. رسید را دیدم، پرداخت شما درست انجام شده است. بانک هنوز تأیید نهایی را "
                    "برای ما نفرستاده. بنر را همین حالا برداشتم تا مزاحم همکارانتان نباشد."
                ),
            ),
            DemoMessage("mina", 0.5, "ممنون از درک‌تان. اگر تا فردا تأیید نشد باید کاری بکنیم؟"),
            DemoMessage(
                "omid",
                0.4,
                (
                    "نه، شما کاری نکنید. از بانک استعلام گرفته‌ام و پاسخ تا ۷۲ ساعت می‌آید. تا آن وقت همه "
                    "خدمات شما برقرار است و نتیجه را همین‌جا می‌نویسم."
                ),
            ),
            DemoMove("omid", 0.02, "pending"),
            note("omid", 0.1, "استعلام شاپرک ثبت شد، شماره 55-90812. اگر برگشت خورد تماس تلفنی بگیرید، ایمیل نزنید."),
        ),
    ),
    DemoTicket(
        customer="reza",
        department=FINANCE,
        priority="medium",
        ago=4.2 * DAY,
        status="answered",
        assignee="omid",
        subject="اختلاف مبلغ پیش‌فاکتور با قرارداد",
        conversation=(
            DemoMessage(
                "reza",
                0,
                (
                    "سلام. در پیش‌فاکتور جدید، هزینه پشتیبانی سالانه ۱۸ درصد بیشتر از سال پیش آمده، در حالی "
                    "که در بند ۶ قرارداد سقف افزایش ۱۵ درصد است. هر دو سند را ضمیمه کردم."
                ),
                (DemoFile("pdf", "پیش‌فاکتور پشتیبانی.pdf"), DemoFile("docx", "متن بند ۶ قرارداد.docx")),
            ),
            note("omid", 2, "درست می‌گوید. سقف ۱۵ درصد در قرارداد این مشتری هست؛ مبنای پیش‌فاکتور قالب عمومی بوده."),
            DemoMessage(
                "omid",
                0.3,
                (
                    "سلام آقای کریمی. حق با شماست و از این اشتباه عذر می‌خواهیم. پیش‌فاکتور اصلاح‌شده با "
                    "افزایش ۱۵ درصد ضمیمه است؛ شماره قبلی باطل شد."
                ),
                (DemoFile("pdf", "پیش‌فاکتور اصلاح‌شده.pdf"),),
            ),
            DemoMessage(
                "reza",
                22,
                (
                    "سپاسگزارم. فقط تاریخ اعتبار پیش‌فاکتور ده روزه است؛ فرایند اداری ما بیست روز طول "
                    "می‌کشد. قابل تمدید است؟"
                ),
            ),
            DemoMessage(
                "omid",
                2,
                (
                    "بله، اعتبار آن را ۳۰ روزه کردیم. نیازی به سند تازه نیست؛ همین گفتگو برای ذی‌حسابی شما "
                    "هم قابل استناد است."
                ),
            ),
        ),
    ),
    DemoTicket(
        customer="mina",
        department=FINANCE,
        priority="low",
        ago=7.11 * DAY,
        status="closed",
        assignee="omid",
        subject="تغییر نام دفتر روی صورت‌حساب‌ها",
        conversation=(
            DemoMessage(
                "mina",
                0,
                (
                    "سلام. نام دفتر ما از «خدمات شهری بهاران» به «دفتر خدمات الکترونیک شهر بهاران» تغییر "
                    "کرده و روزنامه رسمی آن هم چاپ شده است. لطفاً روی صورت‌حساب‌های بعدی نام تازه بیاید."
                ),
                (DemoFile("jpg", "آگهی تغییر نام.jpg"),),
            ),
            DemoMessage(
                "omid",
                5,
                (
                    "سلام، مبارک باشد! نام تازه ثبت شد و از صورت‌حساب بعدی دیده می‌شود. صورت‌حساب‌های گذشته "
                    "طبق قانون با نام پیشین می‌مانند."
                ),
            ),
            DemoMessage("mina", 1, "درست است، ممنون."),
            DemoMove("mina", 0.02, "closed"),
        ),
    ),
    DemoTicket(
        customer="reza",
        department=FINANCE,
        priority="medium",
        ago=13.70 * DAY,
        status="closed",
        assignee="omid",
        subject="مفاصاحساب سال گذشته",
        conversation=(
            DemoMessage(
                "reza",
                0,
                (
                    "سلام، برای آزادسازی سپرده حسن انجام کار به مفاصاحساب سال گذشته نیاز داریم. لطفاً "
                    "نامه‌ای روی سربرگ بفرستید."
                ),
            ),
            DemoMessage(
                "omid",
                7,
                (
                    "سلام. نامه مفاصاحساب آماده و امضا شد و نسخه اسکن‌شده ضمیمه است. اصل نامه هم امروز با "
                    "پست پیشتاز فرستاده شد.\n"
                    "رهگیری: https://post.example.com/track/218840153"
                ),
                (DemoFile("pdf", "نامه مفاصاحساب.pdf"),),
            ),
            DemoMessage("reza", 3 * DAY, "اصل نامه رسید. ممنون از پیگیری."),
            DemoMove("reza", 0.05, "closed"),
        ),
    ),
    DemoTicket(
        customer="reza",
        department=FINANCE,
        priority="medium",
        ago=22.14 * DAY,
        status="closed",
        assignee="omid",
        subject="واریز دوباره برای یک فاکتور",
        conversation=(
            DemoMessage(
                "reza",
                0,
                (
                    "سلام. فاکتور HSH-19877 یک بار با دستور پرداخت و یک بار از درگاه اینترنتی پرداخت شده "
                    "است. لطفاً بررسی و مبلغ اضافه را برگردانید یا به حساب فاکتور بعدی بگذارید."
                ),
                (DemoFile("pdf", "رسید واریز اول.pdf"), DemoFile("pdf", "رسید واریز دوم.pdf")),
            ),
            DemoMessage(
                "omid",
                2,
                (
                    "سلام آقای کریمی. هر دو واریز را می‌بینم. کدام را ترجیح می‌دهید: بازگشت به همان حساب (سه "
                    "روز کاری) یا منظور شدن در فاکتور بعدی؟"
                ),
            ),
            DemoMessage("reza", 1.5, "از نظر حسابرسی بازگشت به همان حساب برای ما ساده‌تر است."),
            DemoMove("omid", 0.3, "pending"),
            DemoMessage(
                "omid",
                2.6 * DAY,
                "مبلغ به همان حساب مبدأ برگشت. شماره سند بانکی: 77410296. لطفاً پس از دیدن در گردش حساب، خبر بدهید.",
            ),
            DemoMessage("reza", 6, "در گردش حساب نشسته است. خیلی ممنون."),
            DemoMove("reza", 0.02, "closed"),
        ),
    ),
    DemoTicket(
        customer="mina",
        department=FINANCE,
        priority="low",
        ago=33.48 * DAY,
        status="closed",
        assignee="omid",
        subject="پرداخت قسطی هزینه استقرار",
        conversation=(
            DemoMessage(
                "mina",
                0,
                (
                    "سلام. راستش چند ماه اول برای دفترهای کوچکی مثل ما فشار مالی زیادی دارد. آیا می‌شود "
                    "هزینه استقرار را در سه قسط بپردازیم؟ اگر نشد هم درک می‌کنم."
                ),
            ),
            note("omid", 3, "خوش‌حساب‌اند، دو سال سابقه دارند. با خانم صادقی هماهنگ شد، سه قسط بدون کارمزد."),
            DemoMessage(
                "omid",
                0.5,
                (
                    "سلام خانم احمدی. خوشحالیم که راحت مطرح کردید. با سه قسط ماهانه، بدون کارمزد، موافقت شد. "
                    "سررسیدها و مبلغ‌ها در جدول پیوست است."
                ),
                (DemoFile("xlsx", "جدول اقساط.xlsx"),),
            ),
            DemoMessage("mina", 2, "نمی‌دانم چطور تشکر کنم. خیالم راحت شد."),
            DemoMove("mina", 18, "closed"),
        ),
    ),
    DemoTicket(
        customer="reza",
        department=FINANCE,
        priority="high",
        ago=47.76 * DAY,
        status="closed",
        assignee="omid",
        subject="مالیات بر ارزش افزوده در فاکتور محاسبه نشده",
        conversation=(
            DemoMessage(
                "reza",
                0,
                (
                    "سلام، در فاکتور HSH-19203 سطر مالیات بر ارزش افزوده صفر است و ذی‌حسابی فاکتور را "
                    "برگردانده. امروز آخرین روز ثبت اسناد دوره است."
                ),
                (DemoFile("png", "فاکتور برگشتی.png"),),
            ),
            DemoMessage(
                "omid", 0.3, "سلام. همین حالا اصلاح می‌شود؛ تا نیم ساعت دیگر نسخه تازه را در همین گفتگو می‌گذارم."
            ),
            DemoMessage(
                "omid",
                0.4,
                "فاکتور اصلاح‌شده با همان شماره و سطر مالیات، ضمیمه است. در سامانه مؤدیان هم ابطال و بازصدور شد.",
                (DemoFile("pdf", "فاکتور HSH-19203.pdf"),),
            ),
            DemoMessage("reza", 0.7, "به‌موقع رسید و ثبت شد. واقعاً ممنون."),
            DemoMove("omid", 20, "closed"),
        ),
    ),
    DemoTicket(
        customer="reza",
        department=FINANCE,
        priority="low",
        ago=63.09 * DAY,
        status="closed",
        assignee="omid",
        subject="شماره حساب تازه شرکت",
        conversation=(
            DemoMessage(
                "reza",
                0,
                (
                    "سلام. ایمیلی از نشانی ناشناس رسیده که می‌گوید شماره حساب همیار شهر عوض شده است. پیش از "
                    "هر پرداختی خواستم از خودتان بپرسم."
                ),
                (DemoFile("png", "تصویر ایمیل مشکوک.png"),),
            ),
            DemoMessage(
                "omid",
                0.5,
                (
                    "سلام آقای کریمی، چه خوب که پرسیدید. آن ایمیل جعلی است و شماره حساب ما هیچ تغییری نکرده. "
                    "لطفاً پیوندهای آن را باز نکنید.\n\n"
                    "یادآوری: تغییر حساب را فقط با نامه رسمی و در همین سامانه اعلام می‌کنیم، هرگز با ایمیل."
                ),
            ),
            note("omid", 0.2, "به خانم صادقی اطلاع داده شد که به همه مشتریان هشدار بدهیم."),
            DemoMessage("reza", 1, "به همکاران مالی هم خبر دادم. ممنون."),
            DemoMove("reza", 0.1, "closed"),
        ),
    ),
    DemoTicket(
        customer="mina",
        department=FINANCE,
        priority="medium",
        ago=80.66 * DAY,
        status="closed",
        assignee="omid",
        subject="فعال‌سازی اعتبار پیامک",
        conversation=(
            DemoMessage(
                "mina", 0, "سلام، ۵۰۰ هزار تومان اعتبار پیامک خریدیم (سفارش HSH-18066) ولی مانده هنوز صفر است."
            ),
            DemoMessage(
                "omid",
                0.8,
                "سلام. پرداخت نشسته بود و شارژ خودکار انجام نشده بود؛ دستی شارژ کردم. لطفاً صفحه را تازه کنید.",
            ),
            DemoMessage("mina", 0.3, "درست شد، سپاس."),
            DemoMove("mina", 0.02, "closed"),
        ),
    ),
)
