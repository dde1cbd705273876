"""What customers asked about contracts and buying more."""

from .people import SALES
from .shapes import DAY, DemoFile, DemoMessage, DemoMove, DemoTicket, note

TICKETS: tuple[DemoTicket, ...] = (
    DemoTicket(
        customer="reza",
        department=SALES,
        priority="medium",
        ago=26,
        status="open",
        assignee="omid",
        subject="استعلام قیمت افزودن ماژول بایگانی اسناد",
        conversation=(
            DemoMessage(
                "reza",
                0,
                (
                    "با سلام\n"
                    "شهرداری نورشهر قصد دارد ماژول «بایگانی اسناد» را به قرارداد اضافه کند. خواهشمند است "
                    "قیمت را برای دو حالت اعلام فرمایید:\n\n"
                    "- ۱۰ کاربر و ۵۰۰ گیگابایت فضا\n"
                    "- ۲۵ کاربر و ۲ ترابایت فضا\n\n"
                    "هزینه اسکن و فهرست‌نویسی اسناد قدیمی هم جدا ذکر شود."
                ),
            ),
            DemoMessage(
                "omid",
                3,
                (
                    "سلام آقای کریمی، از اعتمادتان سپاسگزاریم. پیشنهاد قیمت هر دو حالت ضمیمه شد. برای اسناد "
                    "قدیمی باید حجم تقریبی را بدانیم: چند قفسه یا چند پرونده دارید و میانگین برگ هر پرونده "
                    "چقدر است؟"
                ),
                (DemoFile("pdf", "پیشنهاد قیمت بایگانی اسناد.pdf"),),
            ),
            DemoMessage(
                "reza",
                17,
                (
                    "ممنون. حدود ۱۴٬۰۰۰ پرونده داریم، هر کدام به‌طور میانگین ۳۵ برگ؛ نزدیک ۳۰۰۰ برگ هم نقشه "
                    "A1 است. کمیسیون خرید سه روز دیگر تشکیل می‌شود."
                ),
            ),
        ),
    ),
    DemoTicket(
        customer="mina",
        department=SALES,
        priority="medium",
        ago=2.8 * DAY,
        status="answered",
        assignee="omid",
        subject="تمدید قرارداد پشتیبانی دفتر",
        conversation=(
            DemoMessage(
                "mina",
                0,
                (
                    "سلام و روز بخیر. قرارداد پشتیبانی ما ماه آینده تمام می‌شود. برای تمدید چه مدارکی لازم "
                    "است و آیا می‌شود این بار دو ساله ببندیم؟"
                ),
            ),
            DemoMessage(
                "omid",
                4,
                (
                    "سلام خانم احمدی. بله، قرارداد دو ساله ممکن است و ۷ درصد تخفیف دارد. مدارک لازم:\n\n"
                    "- تصویر مجوز معتبر دفتر\n"
                    "- نامه درخواست تمدید با مهر و امضا\n"
                    "- نام و سمت صاحبان امضا\n\n"
                    "پیش‌نویس قرارداد را هم گذاشتم تا با خیال راحت بخوانید."
                ),
                (DemoFile("docx", "پیش‌نویس قرارداد دو ساله.docx"),),
            ),
            DemoMessage(
                "mina",
                23,
                "خواندم، همه چیز روشن است. فقط بند ۹ درباره «ساعت پاسخگویی» پنجشنبه‌ها را ندارد.",
                (DemoFile("pdf", "نامه درخواست تمدید.pdf"),),
            ),
            DemoMessage(
                "omid",
                3,
                "درست می‌فرمایید؛ پنجشنبه‌ها از ۸ تا ۱۳ در بند ۹ اضافه شد. نسخه نهایی را برای امضا ضمیمه کردم.",
                (DemoFile("docx", "قرارداد نهایی.docx"),),
            ),
        ),
    ),
    DemoTicket(
        customer="reza",
        department=SALES,
        priority="medium",
        ago=10.32 * DAY,
        status="pending",
        assignee="omid",
        subject="اتصال به سامانه ملی املاک؛ شرایط و زمان‌بندی",
        conversation=(
            DemoMessage(
                "reza",
                0,
                (
                    "سلام. طبق بخشنامه جدید باید تا پایان فصل به سامانه ملی املاک متصل شویم. آیا این اتصال "
                    "در قرارداد فعلی هست یا الحاقیه می‌خواهد؟"
                ),
                (DemoFile("pdf", "بخشنامه اتصال.pdf"),),
            ),
            DemoMessage(
                "omid",
                5,
                (
                    "سلام. اتصال‌های الزامی قانونی در قرارداد شما رایگان است. برای شروع، نامه معرفی نماینده "
                    "فنی و IP ثابت شهرداری را لازم داریم."
                ),
            ),
            DemoMessage(
                "reza",
                2 * DAY,
                "نامه ضمیمه است. IP ثابت را جداگانه و تلفنی به خود شما می‌دهم.",
                (DemoFile("pdf", "نامه معرفی نماینده فنی.pdf"),),
            ),
            DemoMessage(
                "omid",
                3,
                (
                    "هر دو رسید. درخواست اتصال به مرجع ملی فرستاده شد؛ پاسخ آن‌ها معمولاً دو تا سه هفته طول "
                    "می‌کشد. هر خبری شد همین‌جا می‌نویسم."
                ),
            ),
            DemoMove("omid", 0.02, "pending"),
            note("omid", 4 * DAY, "پیگیری اول: نوبت بررسی‌شان نرسیده. پیگیری بعدی هفته آینده."),
        ),
    ),
    DemoTicket(
        customer="reza",
        department=SALES,
        priority="low",
        ago=27.13 * DAY,
        status="closed",
        assignee="omid",
        subject="افزودن پنج کاربر به قرارداد",
        conversation=(
            DemoMessage("reza", 0, "سلام، برای واحد خدمات شهری پنج کاربر تازه می‌خواهیم. هزینه و روند کار را بفرمایید."),
            DemoMessage(
                "omid",
                2.5,
                (
                    "سلام. سفارش HSH-20418 برایتان ثبت شد. با تأیید شما در همین گفتگو کاربران ساخته می‌شوند "
                    "و فاکتور پایان ماه می‌آید."
                ),
            ),
            DemoMessage(
                "reza", 1, "تأیید می‌شود. نام‌ها در فایل پیوست.", (DemoFile("xlsx", "فهرست کاربران خدمات شهری.xlsx"),)
            ),
            DemoMessage("omid", 1, "هر پنج کاربر ساخته شد و پیامک فعال‌سازی برایشان رفت. رمز نخست را خودشان می‌گذارند."),
            DemoMove("reza", 22, "closed"),
        ),
    ),
    DemoTicket(
        customer="mina",
        department=SALES,
        priority="low",
        ago=40.72 * DAY,
        status="closed",
        assignee="omid",
        subject="معرفی سامانه به دفتر همکار",
        conversation=(
            DemoMessage(
                "mina",
                0,
                (
                    "سلام. یکی از دوستانم دفتر خدمات دارد و از کار ما با سامانه شما خوشش آمده. می‌شود برایش "
                    "یک نمایش آنلاین بگذارید؟"
                ),
            ),
            DemoMessage(
                "omid",
                3,
                (
                    "سلام، لطف دارید. با کمال میل. نام و شماره تماس ایشان را نفرستید؛ این نشانی را بدهید تا "
                    "خودشان هر زمانی را که راحت‌ترند انتخاب کنند:\n"
                    "https://demo.example.com/reserve"
                ),
            ),
            DemoMessage("mina", 26, "وقت گرفت. گفت چقدر خوب که شماره‌اش را بی‌اجازه نخواسته‌اید."),
            DemoMove("omid", 5, "closed"),
        ),
    ),
    DemoTicket(
        customer="reza",
        department=SALES,
        priority="medium",
        ago=58.56 * DAY,
        status="closed",
        assignee="omid",
        subject="الحاقیه شماره ۲ قرارداد",
        conversation=(
            DemoMessage(
                "reza",
                0,
                "سلام. الحاقیه شماره ۲ با امضای شهردار ضمیمه است. لطفاً نسخه امضاشده از سوی شرکت را برگردانید.",
                (DemoFile("pdf", "الحاقیه ۲ امضاشده.pdf"),),
            ),
            DemoMessage(
                "omid",
                6,
                (
                    "سلام. دریافت شد. در صفحه ۳، مهر شهرداری روی تاریخ افتاده و خوانا نیست. می‌شود فقط همان "
                    "صفحه را دوباره اسکن کنید؟"
                ),
            ),
            DemoMessage("reza", 1.5, "بفرمایید.", (DemoFile("jpg", "صفحه ۳ الحاقیه.jpg"),)),
            DemoMessage(
                "omid", 20, "حالا خواناست. نسخه امضاشده شرکت ضمیمه شد.", (DemoFile("pdf", "الحاقیه ۲ نهایی.pdf"),)
            ),
            DemoMove("reza", 4, "closed"),
        ),
    ),
    DemoTicket(
        customer="reza",
        department=SALES,
        priority="medium",
        ago=88.09 * DAY,
        status="closed",
        assignee="omid",
        subject="نماینده تازه شهرداری در قرارداد",
        conversation=(
            DemoMessage(
                "reza",
                0,
                (
                    "سلام. بنده رضا کریمی از این پس نماینده فنی شهرداری نورشهر هستم و جای آقای مرادی "
                    "درخواست‌ها را می‌فرستم. معرفی‌نامه پیوست است."
                ),
                (DemoFile("pdf", "معرفی‌نامه نماینده فنی.pdf"),),
            ),
            DemoMessage(
                "omid",
                2,
                (
                    "سلام آقای کریمی، خوش آمدید. نام شما در قرارداد ثبت شد. دسترسی آقای مرادی از امشب بسته "
                    "می‌شود؛ اگر درخواست بازی داشته باشند به شما می‌رسد."
                ),
            ),
            DemoMessage("reza", 1, "سپاس. درخواست بازی ندارند، خودشان همه را بسته‌اند."),
            DemoMove("omid", 1, "closed"),
        ),
    ),
)
