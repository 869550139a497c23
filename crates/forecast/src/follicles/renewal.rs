//! The deterministic twin: shares of an infinite population by renewal equations.

use serde::Serialize;

use super::cycle::{CycleError, HairCycle, Phase};
use super::duration::Duration;

/// An infinite population on one day, as shares of its follicles.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RenewalDay {
    /// Day.
    pub day: f64,
    /// Shares in anagen, catagen, telogen, kenogen; they add up to 1.
    pub in_phase: [f64; 4],
    /// Shed for each follicle and day, over the step that ends here.
    pub shed_per_day: f64,
}

/// Shares at multiples of `step_d` up to `last_day`, all follicles entering anagen on day 0.
///
/// Each duration is rounded to the nearest step, its distribution kept (`p_j = F(jh + h/2) - F(jh - h/2)`), and the flux into each phase is the
/// flux into the one before, folded with its durations. The error is of second order in the step.
pub fn renewal(cycle: &HairCycle, last_day: f64, step_d: f64) -> Result<Vec<RenewalDay>, CycleError> {
    cycle.check()?;
    super::events::check_days("last_day", std::iter::once(last_day))?;
    if !(0.1..=10.0).contains(&step_d) {
        return Err(CycleError::Step { value: step_d });
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 400,000")]
    let n_steps = (last_day / step_d).floor() as usize;
    let kernels = Phase::ALL.map(|phase| Kernel::new(cycle.duration(phase), step_d, n_steps));
    // Follicles that enter each phase, by step.
    let mut entered: [Vec<f64>; 4] = std::array::from_fn(|_| Vec::with_capacity(n_steps + 1));
    let mut in_phase = [0.0; 4];
    let mut days = Vec::with_capacity(n_steps + 1);
    let mut day = 0.0;
    for step in 0..=n_steps {
        let before = in_phase;
        let mut flux = [0.0; 4];
        if step == 0 {
            flux[0] = 1.0;
        }
        for from in 0..4 {
            let leaving = kernels[from].leaving(&entered[from], step);
            let into = (from + 1) % 4;
            in_phase[from] -= leaving;
            flux[into] += leaving;
        }
        for (phase, flux) in flux.into_iter().enumerate() {
            in_phase[phase] += flux;
            entered[phase].push(flux);
        }
        // A duration rounded to this step ended within half a step around it: half of those that leave have left.
        let at_step = if step == 0 {
            in_phase
        } else {
            std::array::from_fn(|phase| 0.5 * (before[phase] + in_phase[phase]))
        };
        days.push(RenewalDay {
            day,
            in_phase: at_step,
            shed_per_day: flux[3] / step_d,
        });
        day += step_d;
    }
    Ok(days)
}

/// Probabilities of a duration in steps, from `first` steps on, last one first.
struct Kernel {
    first: usize,
    reversed: Vec<f64>,
}

/// Probability that is left out at both ends.
const NEGLECTED: f64 = 1e-10;

impl Kernel {
    fn new(duration: Duration, step_d: f64, n_steps: usize) -> Self {
        let mut first = 1;
        let mut probabilities = Vec::new();
        let mut before = 1.0;
        let mut edge = 1.5 * step_d;
        let mut steps = 1;
        // At least one step: what is shorter than half a step lasts one.
        while steps <= n_steps && before > NEGLECTED {
            let after = duration.survival(edge);
            if probabilities.is_empty() && 1.0 - after < NEGLECTED {
                first = steps + 1;
            } else {
                probabilities.push(before - after);
                before = after;
            }
            edge += step_d;
            steps += 1;
        }
        probabilities.reverse();
        Self {
            first,
            reversed: probabilities,
        }
    }

    /// Follicles that leave at a step, given those that entered at all steps before.
    fn leaving(&self, entered: &[f64], step: usize) -> f64 {
        // Entered at step - j for j = first ..; the kernel's last element belongs to j = first.
        let Some(newest) = step.checked_sub(self.first) else {
            return 0.0;
        };
        let n = self.reversed.len().min(newest + 1);
        let kernel = self.reversed.get(self.reversed.len() - n..).unwrap_or_default();
        let entered = entered.get(newest + 1 - n..=newest).unwrap_or_default();
        // Eight sums side by side, which the processor adds at once.
        let mut sums = [0.0; 8];
        let (kernels, entries) = (kernel.chunks_exact(8), entered.chunks_exact(8));
        let rest: f64 = kernels
            .remainder()
            .iter()
            .zip(entries.remainder())
            .map(|(p, x)| p * x)
            .sum();
        for (kernel, entered) in kernels.zip(entries) {
            for ((sum, p), x) in sums.iter_mut().zip(kernel).zip(entered) {
                *sum += p * x;
            }
        }
        rest + sums.iter().sum::<f64>()
    }
}
