"""Answers that are odd but honest."""

ODD = {
    "quotes": """O'Brien's "Ledger" `now\"""",
    "triple quotes": '""" + \'\'\' """',
    "backslashes": "C:\\new\\table\\u0041\\N{DASH}\\",
    "emoji": "Bücher 📚 👩‍💻 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "right to left": "ספר חשבונות دفتر",
    "ideographs": "帳簿システム",
    "markup": "<b>R&D</b> &amp; <script>alert(1)</script>",
    "shell": "$(id) ${HOME} $HOME `id` ; rm -rf * | cat && !!",
    "formats": "100% %s %(name)s %d {name} {0} {}",
    "yaml": "key: value # comment - [a, b] &anchor *alias !tag",
    "toml": "a = [1] # \"x\" 'y'",
    "an expression": "seven times seven is {{ 7 * 7 }}",
    "a half expression": "set {braces} and { % spaced % }",
    "longest": "x" * 80,
    "one letter": "x",
}

# One bake that has much of it, for a run of everything.
NASTY = {
    "project_name": 'Zoë\'s "R&D" 📚 {0} %s <b>',
    "description": ODD["triple quotes"] + ODD["shell"] + ODD["right to left"] + ODD["backslashes"],
    "author_name": ODD["quotes"],
    "email": "o'brien+ledger@mail.example.co.uk",
    "domain_name": "xn--bcher-kva.example",
    "timezone": "America/Argentina/Buenos_Aires",
}
