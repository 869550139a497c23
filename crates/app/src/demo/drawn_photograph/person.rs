//! Whom a drawing shows: nobody who lives, the same person every time.

use super::canvas::{Colour, times};
use super::chance::Chance;

/// The colour of hair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HairColour {
    /// Black.
    Black,
    /// Dark brown.
    DarkBrown,
    /// Brown.
    Brown,
    /// Light brown.
    LightBrown,
    /// Red.
    Red,
    /// Grey.
    Grey,
}

impl HairColour {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Black,
        Self::DarkBrown,
        Self::Brown,
        Self::LightBrown,
        Self::Red,
        Self::Grey,
    ];
}

/// The tone of the skin, by the six phototypes of Fitzpatrick.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SkinTone {
    /// Type I, the lightest.
    I,
    /// Type II.
    Ii,
    /// Type III.
    Iii,
    /// Type IV.
    Iv,
    /// Type V.
    V,
    /// Type VI, the darkest.
    Vi,
}

impl SkinTone {
    /// All of them, from the lightest.
    pub const ALL: [Self; 6] = [Self::I, Self::Ii, Self::Iii, Self::Iv, Self::V, Self::Vi];
}

/// An invented person. How hair is worn comes with the pattern of the hair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// What is invented follows from this number.
    pub seed: u64,
    /// Colour of the hair.
    pub hair_colour: HairColour,
    /// Tone of the skin.
    pub skin_tone: SkinTone,
}

impl Person {
    /// A person with the hair colour and the skin tone that belong to a seed.
    pub fn of_seed(seed: u64) -> Self {
        let mut chance = Chance::new(seed, 0x9E50);
        let skin_tone = chance.one_of(&SkinTone::ALL, SkinTone::Iii);
        let hair_colour = match skin_tone {
            SkinTone::I | SkinTone::Ii => {
                let (brown, light) = (HairColour::Brown, HairColour::LightBrown);
                let colours = [HairColour::DarkBrown, brown, light, HairColour::Red, HairColour::Grey];
                chance.one_of(&colours, brown)
            }
            SkinTone::Iii | SkinTone::Iv => {
                let dark = HairColour::DarkBrown;
                let colours = [HairColour::Black, dark, HairColour::Brown, HairColour::Grey];
                chance.one_of(&colours, dark)
            }
            SkinTone::V | SkinTone::Vi => {
                let colours = [
                    HairColour::Black,
                    HairColour::Black,
                    HairColour::DarkBrown,
                    HairColour::Grey,
                ];
                chance.one_of(&colours, HairColour::Black)
            }
        };
        Self {
            seed,
            hair_colour,
            skin_tone,
        }
    }

    /// The colour of the hair in full light.
    pub(super) fn hair_colour(&self) -> Colour {
        let colour = match self.hair_colour {
            HairColour::Black => [38.0, 34.0, 34.0],
            HairColour::DarkBrown => [62.0, 45.0, 36.0],
            HairColour::Brown => [92.0, 66.0, 47.0],
            HairColour::LightBrown => [128.0, 96.0, 66.0],
            HairColour::Red => [128.0, 68.0, 42.0],
            HairColour::Grey => [126.0, 124.0, 122.0],
        };
        times(colour, self.varied(0xC0, 0.06))
    }

    /// The colour of the skin in full light.
    pub(super) fn skin_colour(&self) -> Colour {
        let colour = match self.skin_tone {
            SkinTone::I => [246.0, 216.0, 200.0],
            SkinTone::Ii => [238.0, 202.0, 180.0],
            SkinTone::Iii => [222.0, 180.0, 150.0],
            SkinTone::Iv => [196.0, 150.0, 118.0],
            SkinTone::V => [154.0, 110.0, 84.0],
            SkinTone::Vi => [110.0, 78.0, 62.0],
        };
        times(colour, self.varied(0x51, 0.025))
    }

    /// The colour of the eyes.
    pub(super) fn iris(&self) -> Colour {
        const BROWN: [Colour; 3] = [[72.0, 50.0, 36.0], [58.0, 42.0, 34.0], [84.0, 60.0, 40.0]];
        const LIGHT: [Colour; 4] = [
            [72.0, 50.0, 36.0],
            [96.0, 78.0, 50.0],
            [88.0, 104.0, 92.0],
            [92.0, 110.0, 126.0],
        ];
        let mut chance = Chance::new(self.seed, 0x1715);
        match self.skin_tone {
            SkinTone::I | SkinTone::Ii => chance.one_of(&LIGHT, LIGHT[0]),
            SkinTone::Iii | SkinTone::Iv | SkinTone::V | SkinTone::Vi => chance.one_of(&BROWN, BROWN[0]),
        }
    }

    fn varied(&self, of: u64, most: f32) -> f32 {
        1.0 + Chance::new(self.seed, of).between(-most, most)
    }
}
