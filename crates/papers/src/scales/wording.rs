//! What the drawings say in words: for the text alternative, and beside the picture.

/// The texts of the drawings by their names. A clinic's language comes in as a function from the name of a text to the text.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// The text that has a name of [`ENGLISH`].
    pub text: &'a dyn Fn(&str) -> String,
}

impl Words<'static> {
    /// The texts as they are written here.
    pub fn english() -> Self {
        Self { text: &english }
    }
}

impl Words<'_> {
    pub(super) fn say(&self, name: &str) -> String {
        (self.text)(name)
    }
}

/// The English text with a name; the name itself where there is none.
fn english(name: &str) -> String {
    let known = ENGLISH.iter().find(|(known, _)| *known == name);
    known.map_or_else(|| name.to_owned(), |(_, text)| (*text).to_owned())
}

/// The name of the text of a stage: `stage-drawing-savin-I-1`.
pub(super) fn name_of_stage(scale_id: &str, value: &str) -> String {
    format!("stage-drawing-{scale_id}-{}", value.replace(' ', "-"))
}

/// Every text of the drawings, in English, by its name (a Fluent identifier).
pub const ENGLISH: &[(&str, &str)] = &[
    (
        "stage-drawing-from-the-left-and-above",
        "Drawn from the person's left and from above, the face at the top.",
    ),
    ("stage-drawing-from-above", "Drawn from above, the face at the top."),
    ("stage-drawing-top", "Top"),
    ("stage-drawing-back", "Back"),
    ("stage-drawing-left", "Left"),
    ("stage-drawing-right", "Right"),
    (
        "stage-drawing-hamilton_norwood-I",
        "Hamilton-Norwood I: the front hairline stands where it was, or nearly.",
    ),
    (
        "stage-drawing-hamilton_norwood-II",
        "Hamilton-Norwood II: shallow, even recesses at both temples.",
    ),
    (
        "stage-drawing-hamilton_norwood-IIa",
        "Hamilton-Norwood II a: the whole front hairline has moved back a little, without a forelock.",
    ),
    (
        "stage-drawing-hamilton_norwood-III",
        "Hamilton-Norwood III: deep recesses at both temples, bare or nearly so.",
    ),
    (
        "stage-drawing-hamilton_norwood-IIIa",
        "Hamilton-Norwood III a: the whole front hairline has moved back as far as the deep recesses of III.",
    ),
    (
        "stage-drawing-hamilton_norwood-III-vertex",
        "Hamilton-Norwood III vertex: recesses at the temples as in III, and hair lost at the crown.",
    ),
    (
        "stage-drawing-hamilton_norwood-IV",
        "Hamilton-Norwood IV: deeper recesses in front and a bare crown, with a full band of hair between them.",
    ),
    (
        "stage-drawing-hamilton_norwood-IVa",
        "Hamilton-Norwood IV a: bare from the front past the middle of the top; the crown keeps its hair.",
    ),
    (
        "stage-drawing-hamilton_norwood-V",
        "Hamilton-Norwood V: larger bare areas in front and at the crown, with a narrow, sparse band between them.",
    ),
    (
        "stage-drawing-hamilton_norwood-Va",
        "Hamilton-Norwood V a: bare from the front to near the crown, where hair is sparse.",
    ),
    (
        "stage-drawing-hamilton_norwood-VI",
        "Hamilton-Norwood VI: front and crown are one bare area; hair at the sides and the back.",
    ),
    (
        "stage-drawing-hamilton_norwood-VII",
        "Hamilton-Norwood VII: only a narrow band of hair low at the sides and the back.",
    ),
    (
        "stage-drawing-ludwig-I",
        "Ludwig I: the top behind the front hairline is thinned so that it can be noticed.",
    ),
    (
        "stage-drawing-ludwig-II",
        "Ludwig II: the same area is clearly thinned.",
    ),
    (
        "stage-drawing-ludwig-III",
        "Ludwig III: the same area is bare; a fringe is left in front.",
    ),
    ("stage-drawing-savin-I-1", "Savin I-1: narrow parting, full hair."),
    ("stage-drawing-savin-I-2", "Savin I-2: the parting is slightly wider."),
    ("stage-drawing-savin-I-3", "Savin I-3: the parting is wider."),
    (
        "stage-drawing-savin-I-4",
        "Savin I-4: wide parting, hair beside it begins to thin.",
    ),
    (
        "stage-drawing-savin-II-1",
        "Savin II-1: wide parting, the top is thinned.",
    ),
    (
        "stage-drawing-savin-II-2",
        "Savin II-2: wide parting, the top is clearly thinned.",
    ),
    (
        "stage-drawing-savin-III",
        "Savin III: the scalp shows through all over the top.",
    ),
    (
        "stage-drawing-savin-Advanced",
        "Savin, advanced: little or no hair is left on the top.",
    ),
    (
        "stage-drawing-savin-Frontal-accentuation",
        "Savin, frontal accentuation: the parting widens towards the front hairline.",
    ),
    ("stage-drawing-sinclair-1", "Sinclair 1: narrow parting, full hair."),
    ("stage-drawing-sinclair-2", "Sinclair 2: the parting is wider."),
    (
        "stage-drawing-sinclair-3",
        "Sinclair 3: wide parting, hair on both sides of it is thinned.",
    ),
    (
        "stage-drawing-sinclair-4",
        "Sinclair 4: wide parting with a bare spot at its front, the top is thinned.",
    ),
    ("stage-drawing-sinclair-5", "Sinclair 5: the top is nearly bare."),
    (
        "stage-drawing-olsen-no",
        "No frontal accentuation: the parting has the same width from front to back.",
    ),
    (
        "stage-drawing-olsen-yes",
        "Frontal accentuation: the parting widens in steps towards the front, as a Christmas tree.",
    ),
    (
        "stage-drawing-basp-L",
        "BASP basic type L: a straight front hairline, no recession.",
    ),
    (
        "stage-drawing-basp-M0",
        "BASP basic type M0: an M-shaped front hairline in its first place.",
    ),
    (
        "stage-drawing-basp-M1",
        "BASP basic type M1: recesses at both temples within the front third of the top.",
    ),
    (
        "stage-drawing-basp-M2",
        "BASP basic type M2: recesses at both temples into the middle third of the top.",
    ),
    (
        "stage-drawing-basp-M3",
        "BASP basic type M3: recesses at both temples into the back third of the top.",
    ),
    (
        "stage-drawing-basp-C0",
        "BASP basic type C0: a C-shaped front hairline in its first place.",
    ),
    (
        "stage-drawing-basp-C1",
        "BASP basic type C1: the middle of the front hairline has moved back within the front third of the top.",
    ),
    (
        "stage-drawing-basp-C2",
        "BASP basic type C2: the middle of the front hairline has moved back into the middle third of the top.",
    ),
    (
        "stage-drawing-basp-C3",
        "BASP basic type C3: the middle of the front hairline has moved back into the back third of the top.",
    ),
    (
        "stage-drawing-basp-U1",
        "BASP basic type U1: bare from the front over the crown, down to the upper third of the back.",
    ),
    (
        "stage-drawing-basp-U2",
        "BASP basic type U2: bare from the front over the crown, down to the middle third of the back.",
    ),
    (
        "stage-drawing-basp-U3",
        "BASP basic type U3: bare from the front over the crown, down to the lower third of the back.",
    ),
    (
        "stage-drawing-basp-F1",
        "BASP specific type F1: the top behind the front hairline is thinned so that it can be noticed.",
    ),
    (
        "stage-drawing-basp-F2",
        "BASP specific type F2: the top behind the front hairline is clearly thinned.",
    ),
    (
        "stage-drawing-basp-F3",
        "BASP specific type F3: the top behind the front hairline is sparse or bare.",
    ),
    (
        "stage-drawing-basp-V1",
        "BASP specific type V1: the crown is thinned so that it can be noticed.",
    ),
    (
        "stage-drawing-basp-V2",
        "BASP specific type V2: the crown is clearly thinned.",
    ),
    (
        "stage-drawing-basp-V3",
        "BASP specific type V3: the crown is sparse or bare.",
    ),
    (
        "stage-drawing-salt",
        "Severity of Alopecia Tool: the loss of each zone, drawn as bare patches. Where the patches lie is an example.",
    ),
    ("stage-drawing-salt-lost", "lost"),
    ("stage-drawing-sinclair_shedding-1", "Shedding 1: a few long hairs."),
    (
        "stage-drawing-sinclair_shedding-2",
        "Shedding 2: a thin strand of long hairs.",
    ),
    (
        "stage-drawing-sinclair_shedding-3",
        "Shedding 3: a strand of long hairs.",
    ),
    (
        "stage-drawing-sinclair_shedding-4",
        "Shedding 4: a thick strand of long hairs.",
    ),
    (
        "stage-drawing-sinclair_shedding-5",
        "Shedding 5: a bundle of long hairs.",
    ),
    (
        "stage-drawing-sinclair_shedding-6",
        "Shedding 6: a large bundle of long hairs.",
    ),
];
