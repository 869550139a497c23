//! Who gets what: stratified randomisation in permuted blocks, reproducible by who holds the key and concealed from everybody else.
//!
//! The list of a stratum is drawn from a BLAKE3 keyed stream of its name: with the key anybody can make it again and find it unchanged, without the
//! key nobody can guess the next patient's arm. The key's fingerprint goes into the protocol before the first patient; the key stays away from
//! those who include patients until the end. Blocks of several sizes keep the last of a block from being foreseen.

use serde::Serialize;
use thiserror::Error;

/// What the fingerprint is made for, so that no other use of the key can give it.
const FINGERPRINT_CONTEXT: &str = "anagen evidence 2026 randomisation key fingerprint";

/// Arms and blocks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scheme {
    arms: Vec<(String, u32)>,
    block_sizes: Vec<u32>,
}

/// One patient's arm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Allocation {
    /// Number of the patient in the stratum, from 1.
    pub number: usize,
    /// Number of the block, from 1.
    pub block: usize,
    /// Arm.
    pub arm: String,
}

/// Why a scheme is none.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SchemeError {
    /// Fewer than two arms.
    #[error("{n_arms} arm(s): randomisation needs at least 2")]
    TooFewArms {
        /// Arms.
        n_arms: usize,
    },
    /// An arm without patients, or twice.
    #[error("arm `{arm}` is named twice, or has the weight 0: name arms apart and give each a weight of 1 or more")]
    Arm {
        /// The arm.
        arm: String,
    },
    /// A block that the arms do not fill.
    #[error(
        "a block of {size} cannot be filled: give multiples of {total}, the sum of the arms' weights, up to {MOST_IN_BLOCK}"
    )]
    Block {
        /// Its size.
        size: u32,
        /// Sum of the weights.
        total: u32,
    },
    /// No block.
    #[error("no block size is given: give at least one, better two, as 4 and 6")]
    NoBlock,
}

/// Patients in a block at most; larger ones balance nothing.
pub const MOST_IN_BLOCK: u32 = 1_000;

impl Scheme {
    /// - `arms`: name and weight; weights 2 and 1 give twice as many patients to the first
    /// - `block_sizes`: each a multiple of the sum of weights; each block takes one of them by chance
    pub fn new(arms: &[(&str, u32)], block_sizes: &[u32]) -> Result<Self, SchemeError> {
        if arms.len() < 2 {
            return Err(SchemeError::TooFewArms { n_arms: arms.len() });
        }
        for (at, &(arm, weight)) in arms.iter().enumerate() {
            let is_twice = arms.iter().take(at).any(|(earlier, _)| *earlier == arm);
            if is_twice || weight == 0 {
                return Err(SchemeError::Arm { arm: arm.to_owned() });
            }
        }
        let total = arms.iter().fold(0_u32, |sum, (_, weight)| sum.saturating_add(*weight));
        if block_sizes.is_empty() {
            return Err(SchemeError::NoBlock);
        }
        if let Some(&size) = block_sizes
            .iter()
            .find(|&&size| size == 0 || size % total != 0 || size > MOST_IN_BLOCK)
        {
            return Err(SchemeError::Block { size, total });
        }
        Ok(Self {
            arms: arms.iter().map(|&(arm, weight)| (arm.to_owned(), weight)).collect(),
            block_sizes: block_sizes.to_vec(),
        })
    }

    /// The first `n` patients of a stratum; a longer list begins with the shorter one. The last block may be cut.
    ///
    /// - `key`: 32 bytes from a source of true chance, kept secret
    /// - `stratum`: its name, as `men, stage III`
    ///
    /// ```
    /// use anagen_evidence::randomisation::Scheme;
    /// let scheme = Scheme::new(&[("dutasteride", 1), ("saline", 1)], &[4, 6])?;
    /// let list = scheme.list(&[7; 32], "women", 40);
    /// assert_eq!(list, scheme.list(&[7; 32], "women", 40));
    /// assert_ne!(list, scheme.list(&[8; 32], "women", 40));
    /// # Ok::<(), anagen_evidence::randomisation::SchemeError>(())
    /// ```
    pub fn list(&self, key: &[u8; 32], stratum: &str, n: usize) -> Vec<Allocation> {
        let mut chance = Chance(blake3::Hasher::new_keyed(key).update(stratum.as_bytes()).finalize_xof());
        let total: u32 = self.arms.iter().map(|(_, weight)| weight).sum();
        let mut list = Vec::with_capacity(n);
        let mut block = 0;
        while list.len() < n {
            block += 1;
            let size = self.block_sizes[chance.below(self.block_sizes.len())];
            let arms = self.arms.iter();
            let mut places: Vec<&str> = arms
                .flat_map(|(arm, weight)| std::iter::repeat_n(arm.as_str(), (size / total * weight) as usize))
                .collect();
            // Fisher and Yates 1938: every order is as likely.
            for last in (1..places.len()).rev() {
                places.swap(last, chance.below(last + 1));
            }
            for arm in places {
                if list.len() < n {
                    list.push(Allocation {
                        number: list.len() + 1,
                        block,
                        arm: arm.to_owned(),
                    });
                }
            }
        }
        list
    }
}

/// What shows later that the key was this one, and shows nothing else; for the protocol.
pub fn fingerprint(key: &[u8; 32]) -> String {
    let derived = blake3::derive_key(FINGERPRINT_CONTEXT, key);
    blake3::Hash::from_bytes(derived).to_hex().to_string()
}

/// Whole numbers by chance, from the keyed stream.
struct Chance(blake3::OutputReader);

impl Chance {
    /// A number below `bound` (1 or more), each as likely: what does not divide evenly is drawn again.
    fn below(&mut self, bound: usize) -> usize {
        let bound = bound as u64;
        let limit = u64::MAX - u64::MAX % bound;
        loop {
            let mut bytes = [0; 8];
            self.0.fill(&mut bytes);
            let drawn = u64::from_le_bytes(bytes);
            if drawn < limit {
                #[expect(clippy::cast_possible_truncation, reason = "below a bound that is a usize")]
                return (drawn % bound) as usize;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn every_whole_block_is_balanced(key in any::<[u8; 32]>(), n in 0_usize..200, weight in 1_u32..4) {
            let sizes = [weight + 1, 2 * (weight + 1)];
            let scheme = Scheme::new(&[("new", weight), ("old", 1)], &sizes).unwrap();
            let list = scheme.list(&key, "men", n);
            prop_assert_eq!(list.len(), n);
            prop_assert_eq!(&scheme.list(&key, "men", n + 50)[..n], &list[..]);
            let mut blocks: BTreeMap<usize, (u32, u32)> = BTreeMap::new();
            for allocation in &list {
                let (new, old) = blocks.entry(allocation.block).or_default();
                if allocation.arm == "new" { *new += 1 } else { *old += 1 }
            }
            blocks.pop_last();
            for (new, old) in blocks.values() {
                prop_assert_eq!(*new, weight * old);
                prop_assert!(sizes.contains(&(new + old)));
            }
        }
    }

    /// The six orders of a block of four, 12,000 times: chi-squared with 5 degrees of freedom below its 0.1 % point, 20.5.
    #[test]
    fn every_order_is_as_likely() {
        let scheme = Scheme::new(&[("a", 1), ("b", 1)], &[4]).unwrap();
        let list = scheme.list(&[42; 32], "all", 48_000);
        let mut orders: BTreeMap<String, u32> = BTreeMap::new();
        for block in list.chunks_exact(4) {
            *orders
                .entry(block.iter().map(|allocation| allocation.arm.as_str()).collect())
                .or_default() += 1;
        }
        assert_eq!(orders.len(), 6);
        let statistic: f64 = orders
            .values()
            .map(|&count| (f64::from(count) - 2_000.0).powi(2) / 2_000.0)
            .sum();
        assert!(statistic < 20.5, "{statistic}");
    }

    #[test]
    fn strata_and_keys_have_lists_of_their_own() {
        let scheme = Scheme::new(&[("a", 1), ("b", 1)], &[4, 6]).unwrap();
        let arms = |key: u8, stratum: &str| {
            scheme
                .list(&[key; 32], stratum, 60)
                .into_iter()
                .map(|each| each.arm)
                .collect::<Vec<_>>()
        };
        assert_ne!(arms(1, "men"), arms(1, "women"));
        assert_ne!(arms(1, "men"), arms(2, "men"));
        assert_ne!(fingerprint(&[1; 32]), fingerprint(&[2; 32]));
        assert_eq!(fingerprint(&[1; 32]).len(), 64);
    }

    #[test]
    fn what_is_no_scheme_is_refused() {
        let refused = |arms: &[(&str, u32)], sizes: &[u32]| Scheme::new(arms, sizes).unwrap_err().to_string();
        assert!(refused(&[("a", 1)], &[2]).contains("at least 2"));
        assert!(refused(&[("a", 1), ("a", 1)], &[2]).contains("named twice"));
        assert!(refused(&[("a", 1), ("b", 0)], &[2]).contains("weight 0"));
        assert!(refused(&[("a", 2), ("b", 1)], &[3, 4]).contains("a block of 4 cannot be filled: give multiples of 3"));
        assert!(refused(&[("a", 1), ("b", 1)], &[]).contains("no block size"));
    }
}
