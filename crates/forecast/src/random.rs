//! Chance from a seed: one stream for each thing that is simulated, the same on any machine and any number of threads.
//!
//! xoshiro256++ (Blackman and Vigna 2021, ACM Trans Math Softw 47:36), its state filled by `SplitMix64` from seed and index.

/// A stream of random numbers.
#[derive(Debug, Clone)]
pub struct Stream {
    state: [u64; 4],
}

impl Stream {
    /// The stream of number `index` under a seed; streams of different indices have nothing to do with each other.
    pub fn new(seed: u64, index: u64) -> Self {
        let mut mixed = seed;
        // The index is mixed on its own, so that (1, 2) and (2, 1) differ.
        let mut counter = split_mix(&mut mixed) ^ index.wrapping_mul(0xD1B5_4A32_D192_ED03);
        Self {
            state: std::array::from_fn(|_| split_mix(&mut counter)),
        }
    }

    fn next(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let result = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (c, d) = (c ^ a, d ^ b);
        self.state = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
        result
    }

    /// Uniform on (0, 1): neither end can come.
    pub fn uniform(&mut self) -> f64 {
        // 52 bits and a half: multiples of 2^-52, shifted by 2^-53.
        #[expect(clippy::cast_precision_loss, reason = "52 bits fit exactly")]
        let bits = (self.next() >> 12) as f64;
        (bits + 0.5) / 4_503_599_627_370_496.0
    }
}

/// `SplitMix64` (Steele, Lea and Flood 2014).
fn split_mix(counter: &mut u64) -> u64 {
    *counter = counter.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *counter;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Quantile of the standard normal distribution; `0 < p < 1`.
///
/// Source: Wichura 1988, algorithm AS 241 (PPND16), Appl Stat 37:477; relative error about 1e-16.
#[expect(clippy::excessive_precision, reason = "as published")]
pub fn normal_quantile(p: f64) -> f64 {
    const CENTRE: [[f64; 8]; 2] = [
        [
            3.387_132_872_796_366_608,
            1.331_416_678_917_843_774_5e2,
            1.971_590_950_306_551_442_7e3,
            1.373_169_376_550_946_112_5e4,
            4.592_195_393_154_987_145_7e4,
            6.726_577_092_700_870_085_3e4,
            3.343_057_558_358_812_810_5e4,
            2.509_080_928_730_122_672_7e3,
        ],
        [
            1.0,
            4.231_333_070_160_091_125_2e1,
            6.871_870_074_920_579_083e2,
            5.394_196_021_424_751_107_7e3,
            2.121_379_430_158_659_586_7e4,
            3.930_789_580_009_271_061e4,
            2.872_908_573_572_194_267_4e4,
            5.226_495_278_852_854_561e3,
        ],
    ];
    const NEAR: [[f64; 8]; 2] = [
        [
            1.423_437_110_749_683_577_34,
            4.630_337_846_156_545_295_9,
            5.769_497_221_460_691_405_5,
            3.647_848_324_763_204_605_04,
            1.270_458_252_452_368_382_58,
            2.417_807_251_774_506_117_7e-1,
            2.272_384_498_926_918_458_33e-2,
            7.745_450_142_783_414_076_4e-4,
        ],
        [
            1.0,
            2.053_191_626_637_758_821_87,
            1.676_384_830_183_803_849_4,
            6.897_673_349_851_000_045_5e-1,
            1.481_039_764_274_800_745_9e-1,
            1.519_866_656_361_645_719_66e-2,
            5.475_938_084_995_344_946e-4,
            1.050_750_071_644_416_843_24e-9,
        ],
    ];
    const FAR: [[f64; 8]; 2] = [
        [
            6.657_904_643_501_103_777_2,
            5.463_784_911_164_114_369_9,
            1.784_826_539_917_291_335_8,
            2.965_605_718_285_048_912_3e-1,
            2.653_218_952_657_612_309_3e-2,
            1.242_660_947_388_078_438_6e-3,
            2.711_555_568_743_487_578_15e-5,
            2.010_334_399_292_288_132_65e-7,
        ],
        [
            1.0,
            5.998_322_065_558_879_376_9e-1,
            1.369_298_809_227_358_053_1e-1,
            1.487_536_129_085_061_485_25e-2,
            7.868_691_311_456_132_591e-4,
            1.846_318_317_510_054_681_8e-5,
            1.421_511_758_316_445_888_7e-7,
            2.044_263_103_389_939_785_64e-15,
        ],
    ];
    let ratio = |[above, below]: [[f64; 8]; 2], r: f64| {
        let polynomial = |coefficients: [f64; 8]| coefficients.iter().rev().fold(0.0, |sum, a| sum * r + a);
        polynomial(above) / polynomial(below)
    };
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        return q * ratio(CENTRE, 0.180_625 - q * q);
    }
    let r = (-p.min(1.0 - p).ln()).sqrt();
    let value = if r <= 5.0 {
        ratio(NEAR, r - 1.6)
    } else {
        ratio(FAR, r - 5.0)
    };
    value.copysign(q)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// First outputs of `SplitMix64` from state 0, as its authors' test vector has them.
    #[test]
    fn split_mix_is_the_published_one() {
        let mut counter = 0;
        let first: [u64; 3] = std::array::from_fn(|_| split_mix(&mut counter));
        assert_eq!(
            first,
            [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F]
        );
    }

    #[test]
    fn the_quantile_is_the_inverse_of_the_distribution() {
        for p in [
            1e-300,
            1e-20,
            1e-6,
            0.01,
            0.0749,
            0.0751,
            0.3,
            0.5,
            0.8,
            0.95,
            1.0 - 1e-6,
        ] {
            let z = normal_quantile(p);
            let back = 0.5 * libm::erfc(-z / std::f64::consts::SQRT_2);
            assert!((back / p - 1.0).abs() < 1e-12, "{p}: {z}, {back}");
        }
    }

    #[test]
    fn streams_are_uniform_and_independent() {
        let n = 20_000;
        let mut first = Stream::new(7, 0);
        let mut second = Stream::new(7, 1);
        let (mut mean, mut square, mut product) = (0.0, 0.0, 0.0);
        for _ in 0..n {
            let (a, b) = (first.uniform() - 0.5, second.uniform() - 0.5);
            assert!(a.abs() < 0.5);
            mean += a;
            square += a * a;
            product += a * b;
        }
        let n = f64::from(n);
        // Four standard errors of mean, variance and covariance.
        assert!((mean / n).abs() < 4.0 * (1.0 / 12.0 / n).sqrt());
        assert!((square / n - 1.0 / 12.0).abs() < 4.0 * (1.0 / 180.0 / n).sqrt());
        assert!((product / n).abs() < 4.0 / 12.0 / n.sqrt());
    }
}
