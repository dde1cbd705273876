"""Texts that people paste, and that attackers do: each must come back as the text it is."""

HOSTILE = (
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    "</textarea><svg/onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "{{7*7}} {% raw %} ${7*7} #{7*7} <%= 7*7 %>",
    "&lt;b&gt; &amp; &#x27; &nbsp;",
    '<a href="javascript:alert(1)" onclick="alert(1)">x</a>',
    "<hx-partial hx-target='#nav'>x</hx-partial>",
    "<div hx-get='/logout' hx-trigger='load'>x</div>",
    "<!-- --><![CDATA[x]]>",
    "Robert'); DROP TABLE tickets;--",
    "🍉 ﷺ Ünïcødé 漢字",
    "%s %n %00 \\u0000 \\x00",
    "=1+1|cmd",
)
# What no page may hold, whoever typed it.
LIVE = (
    "<script>alert",
    "<img src=x",
    "<svg/onload",
    'onclick="alert',
    "<hx-partial hx-target='#nav'>x",
    "<div hx-get='/logout'",
)
