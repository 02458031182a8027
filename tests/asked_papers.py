"""Invented full texts, for tests of what is asked about them."""

from bot.values.full_texts import FullText, Piece, Section

SORTER = FullText(
    paper_id="2602.90001",
    version=2,
    made_from="html",
    title="PebbleNet: Sorting Pebbles by Sound",
    sections=(
        Section("Introduction", "1"),
        Section("Training", "2"),
        Section("Results", "3"),
        Section("Limitations", "4"),
        Section("References"),
    ),
    pieces=(
        Piece("paragraph", "Pebbles are hard to sort by eye. We listen to them instead.", 0),
        Piece(
            "paragraph",
            "We propose PebbleNet, a sorter that hears where each pebble was found. The mean tone "
            "index (MTI) tells how bright a pebble sounds. Earlier sorters looked at colour alone.",
            0,
        ),
        Piece(
            "paragraph",
            "PebbleNet was trained on 4,200 recordings of river pebbles. We used the Lark "
            "optimizer with a learning rate of 0.003. Training took nine hours on one machine.",
            1,
        ),
        Piece(
            "paragraph",
            "We kept the microphone at a distance of 20 cm, because closer recordings were spoilt "
            "by wind. The",
            1,
        ),
        Piece("caption", "Figure 1: A pebble in front of the microphone.", 1, label="Figure 1"),
        Piece("paragraph", "wind was measured every minute.", 1),
        Piece("item", "Wet pebbles are dried for one hour.", 1),
        Piece("item", "Broken pebbles are thrown back.", 1),
        Piece(
            "table",
            "Sorter | Accuracy | Cost\nPebbleNet | 91.5 | 12\nEyeSort | 78.2 | 30",
            2,
            label="Table 1",
            rows=(
                ("Sorter", "Accuracy", "Cost"),
                ("PebbleNet", "91.5", "12"),
                ("EyeSort", "78.2", "30"),
            ),
        ),
        Piece(
            "caption", "Table 1: Accuracy in percent on the beach benchmark.", 2, label="Table 1"
        ),
        Piece("paragraph", "PebbleNet beats EyeSort by 13.3 points on the beach benchmark.", 2),
        Piece(
            "paragraph",
            "However, PebbleNet cannot tell granite from gneiss. It fails where the sea is loud.",
            3,
        ),
        Piece("footnote", "The recordings are kept at the town library.", 1),
        Piece("reference", "A. Stone. Sorting by colour. Journal of Shores, 2019.", 4),
    ),
)

KITES = FullText(
    paper_id="2602.90002",
    version=None,
    made_from="pdf",
    title="Kites That Fold Themselves",
    sections=(Section("Experiments", "1", page=3),),
    pieces=(
        Piece("paragraph", "The kite was trained on 900 flights over the harbour.", 0, page=3),
        Piece("paragraph", "It folds in 0.4 seconds when the wind exceeds 15 m/s.", 0, page=4),
    ),
    pages=5,
)
