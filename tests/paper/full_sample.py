"""One paper that holds every block, the splittable ones each over a page break."""

from datetime import date
from decimal import Decimal
from io import BytesIO

from PIL import Image

from trainingdesk.paper import blocks as b
from trainingdesk.paper.page import Attachment, FacturX, Letterhead, PaperInfo, render

DAY = date(2026, 11, 20)
URL = "https://www.atelier-lumiere.example/formations/accueil"
SENTENCE = (
    "Le règlement intérieur s’applique à chaque stagiaire pendant toute la durée de l’action. "
)
HALVES = ("Matin\n9 h – 12 h 30", "Après-midi\n13 h 30 – 17 h")


def picture(mode: str, form: str) -> bytes:
    """Return a small picture in any colours and format."""
    colour = {"RGBA": (31, 90, 122, 128), "RGB": (31, 90, 122), "CMYK": (200, 90, 40, 20), "L": 90}[
        mode
    ]
    output = BytesIO()
    Image.new(mode, (120, 40), colour).save(output, form)
    return output.getvalue()


LETTERHEAD = Letterhead(
    name="Atelier Lumière",
    address=("12, rue de la Fontaine", "69003 Lyon"),
    contact=("04 78 00 00 00", "contact@atelier-lumiere.example"),
    legal=(
        "Atelier Lumière – SARL au capital de 10 000 € – SIRET 123 456 789 00012 – RCS Lyon",
        "Déclaration d’activité enregistrée sous le numéro 84 69 12345 69 auprès du préfet.",
    ),
    logo=picture("RGBA", "PNG"),
)
INFO = PaperInfo(
    title="Échantillon complet",
    reference="E-2026-0001",
    subject="Tous les blocs",
    author="Atelier Lumière",
    keywords=("essai", "blocs"),
    dated=DAY,
)
INVOICE_FILE = Attachment(
    file_name="factur-x.xml",
    data=b"<?xml version='1.0'?><rsm/>",
    mime="text/xml",
    modified=DAY,
    relationship="Data",
    description="Facture",
)


def story():
    """Return every block; made anew, since a story is rendered once."""
    made = b.title("Échantillon & complet", "Chaque bloc, y compris «coupé» par une page")
    made += b.contents((2, 3))
    made += b.parties(
        b.Party(
            role="L’organisme",
            name="Atelier Lumière",
            lines=("12, rue de la Fontaine", "69003 Lyon"),
        ),
        b.Party(role="Le client", name="Durand & Fils <SAS>", lines=("38000 Grenoble",)),
    )
    made += b.heading("Textes")
    made += b.text(
        b.Markup("Voir <b>{}</b> : {} ; ").format("L'accueil", b.hyperlink("la fiche", URL))
        + SENTENCE * 3
    )
    made += b.link("Toute la ligne est un lien", URL)
    made += b.small("Une mention en petit.") + b.rule()
    made += b.heading("Un sous-titre", 3) + b.text(SENTENCE * 45)
    made += b.text(b.hyperlink("Un lien plus long qu’une ligne, " * 8, URL) + " puis du texte")
    made += b.heading("Listes")
    made += b.bullets(
        [
            "un",
            ("deux", ["deux un", ("deux deux", ["au fond"])]),
            *[SENTENCE * 2 for _ in range(14)],
        ]
    )
    made += b.numbered([SENTENCE, ("avec suite", ["dessous"])])
    made += b.heading("Faits") + b.facts(
        [("Dates", "du 18 mai 2026 au 19 mai 2026"), ("Durée", "14 h")]
    )
    made += b.facts([("Lieu", "Lyon"), ("Effectif", "8"), ("Référence", b.bold("RCL"))], columns=2)
    made += b.heading("Tableaux") + _merged_table() + _long_table() + _tall_row()
    made += (
        b.heading("Encadrés")
        + b.callout(SENTENCE * 3, heading="Attention")
        + b.callout(SENTENCE * 60)
    )
    made += b.amount_summary(
        [b.Amount("Total HT", Decimal(100)), b.Amount("À payer", Decimal(120), strong=True)]
    )
    made += b.checkbox("J’accepte les conditions. " * 8, True) + b.checkbox("Autre", False)
    made += b.choices([(f"Choix {number}", number == 3) for number in range(12)])
    made += b.heading("Figures") + b.image(picture("CMYK", "JPEG"), "Un aplat bleu", width=60)
    made += b.image(picture("RGB", "JPEG"), "Une photo", width=20) + b.image(
        picture("L", "PNG"), "Un gris", height=8
    )
    made += b.bar_chart(
        [("janv.", Decimal(1200)), ("févr.", Decimal(-300)), ("mars", Decimal(0))],
        "1 200 € en janvier, 300 € d’avoirs en février.",
        before=(Decimal(900), Decimal(10)),
        legend=("2026", "2025"),
    )
    made += b.bar_chart([("vide", Decimal(0))], "Aucun chiffre.", height=20)
    made += b.heading("Markdown") + b.markdown(MARKDOWN)
    made += b.keep_together(
        b.heading("Deux colonnes"),
        b.two_columns(b.text("À gauche") + b.bullets(["un"]), b.text("À droite")),
    )
    made += b.writing_lines(3) + b.needs(20) + b.spacer(3) + b.page_break()
    made += b.heading("Émargement") + _attendance()
    made += b.text("Fait à Lyon.", keep_with_next=True)
    made += b.signatures(
        [
            b.SignatureBox(
                title="Pour l’organisme", lines=("Cachet",), image=picture("RGBA", "PNG")
            ),
            b.SignatureBox(title="Pour le client", lines=("« Bon pour accord »",)),
        ]
    )
    return made


def _merged_table():
    return b.table(
        [b.Column(), b.Column(align="right"), b.Column(align="right"), b.Column(weight=2)],
        [
            [
                b.Cell("Deux lignes", rowspan=2, header=True),
                "1",
                "2",
                b.text(b.hyperlink("fiche", URL)) + b.bullets(["un"]),
            ],
            ["3", "4", b.checkbox("oui", True)],
            [
                b.Cell("Trois colonnes", colspan=3),
                b.image(picture("RGB", "PNG"), "Un carré", width=10),
            ],
        ],
        header_rows=[
            [b.Cell("Nom", rowspan=2), b.Cell("Heures", colspan=2), b.Cell("Suite", rowspan=2)],
            ["Prévues", "Réalisées"],
        ],
        footer_rows=[["Somme", "4", "6", ""]],
        zebra=True,
    )


def _long_table():
    return b.table(
        [
            b.Column(title="Désignation"),
            b.Column(title="Prix unitaire HT", align="right"),
            b.Column(title="Total", align="right"),
        ],
        [[f"Ligne {number} – {SENTENCE}", "1,00 €", "1 234,50 €"] for number in range(60)],
        totals=[
            b.Amount("Total HT", Decimal(74070)),
            b.Amount("À payer", "74 070,00 €", strong=True),
        ],
    )


def _tall_row():
    return b.table(
        [b.Column(title="Jour", width=20), b.Column(title="Contenu")],
        [["Jour 1", b.text(SENTENCE * 90)]],
        lines="grid",
    )


def _attendance():
    people = [(f"NOM{number} Prénom", "Durand & Fils") for number in range(26)]
    return b.attendance_grid(
        [b.AttendanceDay("Lundi 18 mai", HALVES), b.AttendanceDay("Mardi 19 mai", HALVES[:1])],
        people,
        marks=[["Absent", "", b.image(picture("RGBA", "PNG"), "Signature de NOM0", width=15)]],
    )


MARKDOWN = f"""\
# Objet

Premier paragraphe **gras**, *italique*, ***les deux***, `code` et <b>non</b>
à la ligne\\
forcée, [lien]({URL}) & signe.

#### Niveau sauté

1. un
2. deux

   suite du deux

   - dessous
     1. au fond
     4. encore
-

> Une citation.

---

| Gauche | Droite | Milieu |
| --- | ---: | :---: |
| a | 1 | x |

```
bloc   de code
```

![image](x.png)
"""


def full_sample(**options):
    """Return the whole paper."""
    return render(
        INFO,
        LETTERHEAD,
        story(),
        attachments=(INVOICE_FILE,),
        facturx=FacturX(profile="EN 16931"),
        **options,
    )
