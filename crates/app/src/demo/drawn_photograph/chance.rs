//! Numbers that look random and are the same every time: the `SplitMix64` generator.

/// A sequence of numbers that belongs to a seed.
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

impl Chance {
    /// The sequence of a seed; `of` tells apart what is drawn with the same seed.
    pub(super) fn new(seed: u64, of: u64) -> Self {
        let mut chance = Self(seed ^ of.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mixed(self.0)
    }

    /// From 0 up to 1.
    pub(super) fn part(&mut self) -> f32 {
        let [high, low, ..] = self.next().to_be_bytes();
        f32::from(u16::from_be_bytes([high, low])) / 65_536.0
    }

    /// From `low` up to `high`.
    pub(super) fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.part()
    }

    /// One of several.
    pub(super) fn one_of<T: Copy>(&mut self, all: &[T], otherwise: T) -> T {
        let mut at = self.part();
        for (index, &one) in (1_u16..).zip(all) {
            let share = 1.0 / all.iter().skip(usize::from(index) - 1).map(|_| 1.0).sum::<f32>();
            if at < share {
                return one;
            }
            at = (at - share) / (1.0 - share);
        }
        otherwise
    }
}

/// A number without a trace of the one it was made from.
pub(super) fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}
