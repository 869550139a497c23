//! Borders behind which hair is left, for the stages in which the front recedes: the forelock in the middle, the recess of each
//! temple, and the temple's own front, which moves back more slowly.
//!
//! Points from the middle of the head outwards: degrees aside, degrees forward; the last lies beyond the natural hairline.

/// A receding border; the same on both sides.
pub(super) type Border = &'static [(f64, f64)];

/// Hamilton-Norwood II.
#[rustfmt::skip]
pub(super) const II: Border = &[
    (0.0, 56.5), (9.0, 55.0), (18.0, 48.0), (26.0, 39.0), (32.0, 35.5),
    (39.0, 37.0), (48.0, 43.0), (60.0, 57.0),
];
/// Hamilton-Norwood II a.
#[rustfmt::skip]
pub(super) const II_A: Border = &[
    (0.0, 45.0), (12.0, 44.0), (22.0, 40.5), (30.0, 36.0), (37.0, 35.5),
    (46.0, 41.0), (60.0, 57.0),
];
/// Hamilton-Norwood III, also III vertex.
#[rustfmt::skip]
pub(super) const III: Border = &[
    (0.0, 54.5), (8.0, 52.0), (15.0, 42.0), (22.0, 25.0), (28.0, 16.5),
    (34.0, 16.0), (42.0, 24.0), (51.0, 36.0), (64.0, 56.0),
];
/// Hamilton-Norwood III a.
#[rustfmt::skip]
pub(super) const III_A: Border = &[
    (0.0, 30.0), (12.0, 28.0), (23.0, 22.0), (31.0, 16.0), (37.0, 17.0),
    (44.0, 25.0), (52.0, 37.0), (64.0, 56.0),
];
/// Hamilton-Norwood IV.
#[rustfmt::skip]
pub(super) const IV: Border = &[
    (0.0, 43.0), (8.0, 41.0), (15.0, 32.0), (21.0, 16.0), (27.0, 6.0),
    (34.0, 4.0), (42.0, 13.0), (51.0, 28.0), (66.0, 54.0),
];
/// Hamilton-Norwood IV a.
#[rustfmt::skip]
pub(super) const IV_A: Border = &[
    (0.0, 5.0), (13.0, 4.0), (26.0, 0.0), (35.0, -1.0), (43.0, 8.0),
    (52.0, 25.0), (66.0, 52.0),
];
/// Hamilton-Norwood V.
#[rustfmt::skip]
pub(super) const V: Border = &[
    (0.0, 22.0), (8.0, 18.0), (15.0, 7.0), (23.0, -4.0), (31.0, -9.0),
    (39.0, -6.0), (46.0, 7.0), (54.0, 24.0), (68.0, 52.0),
];
/// Hamilton-Norwood V a.
#[rustfmt::skip]
pub(super) const V_A: Border = &[
    (0.0, -30.0), (13.0, -31.0), (26.0, -29.0), (36.0, -21.0), (44.0, -5.0),
    (52.0, 16.0), (68.0, 50.0),
];
/// Hamilton-Norwood VI.
#[rustfmt::skip]
pub(super) const VI: Border = &[
    (0.0, -79.0), (16.0, -77.0), (30.0, -69.0), (41.0, -52.0), (48.0, -26.0),
    (53.0, 2.0), (59.0, 24.0), (72.0, 54.0),
];
/// Hamilton-Norwood VII.
#[rustfmt::skip]
pub(super) const VII: Border = &[
    (0.0, -92.0), (20.0, -90.0), (40.0, -80.0), (56.0, -60.0), (67.0, -32.0),
    (73.0, -6.0), (79.0, 18.0), (90.0, 44.0),
];
/// BASP basic type L.
#[rustfmt::skip]
pub(super) const L: Border = &[
    (0.0, 53.0), (14.0, 52.5), (28.0, 50.0), (38.0, 46.5), (48.0, 46.0),
    (60.0, 56.0),
];
/// BASP basic type M0.
#[rustfmt::skip]
pub(super) const M0: Border = &[
    (0.0, 58.0), (9.0, 55.5), (19.0, 49.5), (28.0, 46.0), (36.0, 46.0),
    (46.0, 48.0), (58.0, 58.0),
];
/// BASP basic type M1.
#[rustfmt::skip]
pub(super) const M1: Border = &[
    (0.0, 57.0), (8.0, 54.5), (16.0, 46.0), (24.0, 34.0), (31.0, 29.5),
    (38.0, 32.0), (48.0, 42.0), (60.0, 57.0),
];
/// BASP basic type M2.
#[rustfmt::skip]
pub(super) const M2: Border = &[
    (0.0, 56.0), (7.0, 52.0), (13.0, 40.0), (19.0, 20.0), (26.0, 8.0),
    (33.0, 6.0), (41.0, 15.0), (51.0, 32.0), (65.0, 55.0),
];
/// BASP basic type M3.
#[rustfmt::skip]
pub(super) const M3: Border = &[
    (0.0, 55.0), (6.0, 50.0), (11.0, 34.0), (17.0, 6.0), (24.0, -14.0),
    (31.0, -19.0), (39.0, -9.0), (48.0, 14.0), (56.0, 32.0), (68.0, 54.0),
];
/// BASP basic type C0.
#[rustfmt::skip]
pub(super) const C0: Border = &[
    (0.0, 49.0), (12.0, 49.0), (24.0, 48.0), (36.0, 46.5), (48.0, 46.5),
    (60.0, 56.0),
];
/// BASP basic type C1.
#[rustfmt::skip]
pub(super) const C1: Border = &[
    (0.0, 33.0), (12.0, 34.0), (24.0, 37.0), (34.0, 40.0), (46.0, 43.0),
    (60.0, 56.0),
];
/// BASP basic type C2.
#[rustfmt::skip]
pub(super) const C2: Border = &[
    (0.0, 8.0), (12.0, 9.5), (24.0, 14.0), (36.0, 24.0), (48.0, 36.0),
    (62.0, 55.0),
];
/// BASP basic type C3.
#[rustfmt::skip]
pub(super) const C3: Border = &[
    (0.0, -22.0), (12.0, -20.0), (24.0, -14.0), (36.0, 0.0), (46.0, 17.0),
    (54.0, 33.0), (66.0, 54.0),
];
/// BASP basic type U1.
#[rustfmt::skip]
pub(super) const U1: Border = &[
    (0.0, -55.0), (14.0, -53.0), (27.0, -45.0), (37.0, -30.0), (45.0, -8.0),
    (52.0, 14.0), (59.0, 32.0), (70.0, 54.0),
];
/// BASP basic type U2.
#[rustfmt::skip]
pub(super) const U2: Border = &[
    (0.0, -76.0), (16.0, -74.0), (32.0, -64.0), (44.0, -46.0), (52.0, -22.0),
    (58.0, 4.0), (65.0, 28.0), (76.0, 54.0),
];
/// BASP basic type U3.
#[rustfmt::skip]
pub(super) const U3: Border = &[
    (0.0, -97.0), (20.0, -95.0), (40.0, -85.0), (57.0, -63.0), (68.0, -34.0),
    (74.0, -6.0), (80.0, 18.0), (91.0, 44.0),
];
