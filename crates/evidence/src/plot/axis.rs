//! A horizontal axis of estimates: its range, its ticks, and how numbers on it are written.

use super::PlotError;

/// Scale of the estimates, and how they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Differences, written as they are; no effect is 0.
    Difference,
    /// Logarithms of ratios, written as ratios; no effect is 1.
    Ratio,
    /// Logits of proportions, written in per cent; nothing is compared.
    Proportion,
}

/// Ratios that make good ticks, besides their decades.
const RATIOS: [f64; 3] = [1.0, 2.0, 5.0];
/// Per cents that make good ticks.
const PER_CENTS: [f64; 17] = [
    0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 35.0, 50.0, 65.0, 80.0, 90.0, 95.0, 98.0, 99.0, 99.9,
];
/// Least distance of ticks.
const BETWEEN_TICKS: f64 = 34.0;

impl Scale {
    /// Where there is no effect, on the scale of the estimates.
    pub(super) fn no_effect(self) -> Option<f64> {
        match self {
            Self::Difference | Self::Ratio => Some(0.0),
            Self::Proportion => None,
        }
    }

    /// As it is read.
    fn natural(self, value: f64) -> f64 {
        match self {
            Self::Difference => value,
            Self::Ratio => value.exp(),
            Self::Proportion => 100.0 / (1.0 + (-value).exp()),
        }
    }

    /// As it was pooled.
    fn pooled(self, natural: f64) -> f64 {
        match self {
            Self::Difference => natural,
            Self::Ratio => natural.ln(),
            Self::Proportion => (natural / (100.0 - natural)).ln(),
        }
    }

    /// Ticks that readers know; empty where only even steps make sense.
    fn known_ticks(self) -> Vec<f64> {
        match self {
            Self::Difference => Vec::new(),
            Self::Ratio => (-6..=6)
                .flat_map(|decade| RATIOS.map(|ratio| ratio * 10_f64.powi(decade)))
                .collect(),
            Self::Proportion => PER_CENTS.to_vec(),
        }
    }
}

/// The axis between two places of the picture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    scale: Scale,
    from: f64,
    to: f64,
    left: f64,
    right: f64,
}

impl Axis {
    /// Shows at least all of `core`, and of `wider` (from, to) what lies within the width of the core to each side: one vague trial must
    /// not press all others into a line.
    pub(super) fn new(scale: Scale, core: &[f64], wider: &[(f64, f64)]) -> Result<Self, PlotError> {
        let least = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::INFINITY, f64::min);
        let most = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::NEG_INFINITY, f64::max);
        let no_effect = scale.no_effect();
        let (from, to) = (
            least(&mut core.iter().copied().chain(no_effect)),
            most(&mut core.iter().copied().chain(no_effect)),
        );
        let width = to - from;
        let (from, to) = (
            least(&mut wider.iter().map(|ends| ends.0)).max(from - width).min(from),
            most(&mut wider.iter().map(|ends| ends.1)).min(to + width).max(to),
        );
        let width = to - from;
        let margin = 0.04 * width;
        let natural = (scale.natural(from - margin), scale.natural(to + margin));
        let distinct = width > 1e-9 * from.abs().max(to.abs());
        if !(width.is_finite() && distinct && natural.0.is_finite() && natural.1.is_finite() && natural.1 > natural.0) {
            return Err(PlotError::NoAxis { from, to });
        }
        Ok(Self {
            scale,
            from: from - margin,
            to: to + margin,
            left: 0.0,
            right: 1.0,
        })
    }

    /// The same axis between two places of the picture.
    pub(super) fn between(self, left: f64, right: f64) -> Self {
        Self { left, right, ..self }
    }

    /// Place of a value, which may lie outside.
    pub(super) fn place(&self, value: f64) -> f64 {
        self.left + (value - self.from) / (self.to - self.from) * (self.right - self.left)
    }

    /// Place of a value on the axis, and whether it had to be moved to its end.
    pub(super) fn clamped(&self, value: f64) -> (f64, bool) {
        (
            self.place(value.clamp(self.from, self.to)),
            !(self.from..=self.to).contains(&value),
        )
    }

    pub(super) fn ends(&self) -> (f64, f64) {
        (self.left, self.right)
    }

    /// Places and words of the ticks; that of no effect comes first and is always kept.
    pub(super) fn ticks(&self) -> Vec<(f64, String)> {
        let (from, to) = (self.scale.natural(self.from), self.scale.natural(self.to));
        let mut naturals: Vec<f64> = self
            .scale
            .known_ticks()
            .into_iter()
            .filter(|tick| (from..=to).contains(tick))
            .collect();
        if naturals.len() < 3 {
            naturals = even_steps(from, to);
        }
        let no_effect = self.scale.no_effect().map(|value| self.scale.natural(value));
        let mut kept: Vec<(f64, String)> = Vec::new();
        for natural in no_effect.into_iter().chain(naturals) {
            let place = self.place(self.scale.pooled(natural));
            let on_axis = (self.left - 0.5..=self.right + 0.5).contains(&place);
            if on_axis && kept.iter().all(|(other, _)| (other - place).abs() >= BETWEEN_TICKS) {
                kept.push((place, tick_text(natural, self.scale)));
            }
        }
        kept
    }

    /// A value in words, with as many decimals as the axis tells apart.
    pub(super) fn text(&self, value: f64) -> String {
        let natural = self.scale.natural(value);
        match self.scale {
            Scale::Difference => number(natural, self.to - self.from),
            Scale::Ratio => number(natural, natural.clamp(0.1, 1e3)),
            Scale::Proportion => format!("{natural:.1} %"),
        }
    }

    /// `8.8 (−3.0 to 20.5)`.
    pub(super) fn text_with_interval(&self, value: f64, from: f64, to: f64) -> String {
        format!("{} ({} to {})", self.text(value), self.text(from), self.text(to))
    }
}

/// A number with three digits of `size`.
pub(super) fn number(value: f64, size: f64) -> String {
    if value.is_infinite() {
        return if value > 0.0 { "∞" } else { "−∞" }.to_owned();
    }
    if value.abs() <= 0.0 {
        return "0".to_owned();
    }
    let digits = 2.0 - size.abs().log10().floor();
    let text = if value.abs() >= 1e7 || digits > 6.0 {
        format!("{value:.2e}")
    } else {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to 0 to 6"
        )]
        let decimals = digits.clamp(0.0, 6.0) as usize;
        format!("{value:.decimals$}")
    };
    signed(&text)
}

/// A minus sign as it is printed, and none before a rounded 0.
fn signed(text: &str) -> String {
    match text.strip_prefix('-') {
        Some(rest) if rest.chars().all(|character| matches!(character, '0' | '.')) => rest.to_owned(),
        Some(rest) => format!("−{rest}"),
        None => text.to_owned(),
    }
}

pub(super) fn tick_text(natural: f64, scale: Scale) -> String {
    // Steps were added up: ten digits are what they hold.
    let rounded = format!("{natural:.10}");
    let short = rounded.trim_end_matches('0').trim_end_matches('.');
    let text = if natural.abs() >= 1e7 || (natural.abs() < 1e-6 && natural.abs() > 0.0) {
        format!("{natural:.0e}")
    } else {
        short.to_owned()
    };
    let unit = if scale == Scale::Proportion { " %" } else { "" };
    format!("{}{unit}", signed(&text))
}

/// Four to eight round numbers between two.
pub(super) fn even_steps(from: f64, to: f64) -> Vec<f64> {
    let raw = (to - from) / 5.0;
    let decade = 10_f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * decade)
        .find(|&step| step >= raw)
        .unwrap_or(10.0 * decade);
    let first = (from / step).ceil();
    (0..10_u32)
        .map(|position| (first + f64::from(position)) * step)
        .take_while(|&tick| tick <= to)
        .collect()
}
