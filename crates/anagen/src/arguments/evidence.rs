//! Arguments of `anagen evidence`.

use std::path::PathBuf;

use anagen_evidence::Confidence;
use anagen_evidence::pooling::Method;
use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct EvidenceOptions {
    #[command(subcommand)]
    pub(crate) command: EvidenceCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum EvidenceCommand {
    /// How often something happened, with exact intervals: `rate 0 541`
    Rate(RateOptions),
    /// Pool trials into one estimate, with how much they disagree
    Meta(MetaOptions),
    /// Compare treatments through the trials that share arms
    Network(NetworkOptions),
    /// Fit a linear mixed model to many measurements of each patient
    Mixed(MixedOptions),
    /// When something happens, where not everybody is watched until it does
    Survival(SurvivalOptions),
    /// Which agent, lot, operator or device has more events than expected
    Signals(SignalsOptions),
    /// How many patients a comparison of two arms needs
    Size(SizeOptions),
    /// Draw the concealed list of who gets what, in permuted blocks
    Randomise(RandomiseOptions),
}

/// Options of every analysis.
#[derive(Debug, Args)]
pub(crate) struct AnalysisOptions {
    /// How much confidence intervals are given, as a share
    #[arg(long, value_name = "SHARE", default_value = "0.95", value_parser = confidence)]
    pub(crate) confidence: Confidence,
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RateOptions {
    /// People with the event
    #[arg(value_name = "EVENTS")]
    pub(crate) events: u64,
    /// People who were looked at
    #[arg(value_name = "N")]
    pub(crate) n: u64,
    #[command(flatten)]
    pub(crate) analysis: AnalysisOptions,
}

#[derive(Debug, Args)]
pub(crate) struct MetaOptions {
    /// One trial on each line, as CSV (`-` for standard input); `docs/commands.md` describes the columns
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// What is pooled
    #[arg(long, value_enum, value_name = "MEASURE")]
    pub(crate) measure: MeasureName,
    /// How the variance between trials is estimated
    #[arg(long, value_enum, value_name = "METHOD", default_value = "reml")]
    pub(crate) method: MethodName,
    /// Test and interval by Hartung and Knapp, which do not pretend that the variance between trials is known
    #[arg(long)]
    pub(crate) hartung_knapp: bool,
    /// Draw the trials and what they say together, as SVG
    #[arg(long, value_name = "FILE")]
    pub(crate) forest: Option<PathBuf>,
    /// Draw the trials against their errors, as SVG
    #[arg(long, value_name = "FILE")]
    pub(crate) funnel: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) analysis: AnalysisOptions,
}

#[derive(Debug, Args)]
pub(crate) struct NetworkOptions {
    /// One arm of a trial on each line, as CSV (`-` for standard input); `docs/commands.md` describes the columns
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// What is compared
    #[arg(long, value_enum, value_name = "MEASURE")]
    pub(crate) measure: NetworkMeasure,
    /// The treatment that all are held against
    #[arg(long, value_name = "TREATMENT")]
    pub(crate) against: String,
    /// Which end of the scale is good
    #[arg(long, value_enum, value_name = "END", default_value = "larger")]
    pub(crate) better: BetterName,
    /// One true effect for each comparison
    #[arg(long)]
    pub(crate) fixed: bool,
    #[command(flatten)]
    pub(crate) analysis: AnalysisOptions,
}

/// What a network compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum NetworkMeasure {
    /// Estimates as they are: columns study, treatment, estimate, variance
    Effect,
    /// Means: columns study, treatment, n, mean, sd
    Md,
    /// Odds: columns study, treatment, events, n
    Or,
}

/// Which end of the scale is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BetterName {
    /// More is better, as density
    Larger,
    /// Less is better, as harm
    Smaller,
}

#[derive(Debug, Args)]
pub(crate) struct MixedOptions {
    /// One measurement on each line, as CSV with headings (`-` for standard input)
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The model as lme4 writes it: "density ~ week*protocol + (week | patient)"
    #[arg(long, value_name = "FORMULA")]
    pub(crate) formula: String,
    /// Maximise the full likelihood instead of the restricted one
    #[arg(long)]
    pub(crate) ml: bool,
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SurvivalOptions {
    /// One person on each line, as CSV with headings (`-` for standard input)
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The column with the time until the event or the last look
    #[arg(long, value_name = "COLUMN")]
    pub(crate) time: String,
    /// The column that says whether the event happened: 1 or 0, yes or no
    #[arg(long, value_name = "COLUMN")]
    pub(crate) event: String,
    /// The column of groups that are compared
    #[arg(long, value_name = "COLUMN")]
    pub(crate) group: Option<String>,
    #[command(flatten)]
    pub(crate) analysis: AnalysisOptions,
}

#[derive(Debug, Args)]
pub(crate) struct SignalsOptions {
    /// One agent, lot, operator or device on each line: columns name, observed, expected (`-` for standard input)
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Share of false alarms among alarms that is put up with
    #[arg(long, value_name = "SHARE", default_value_t = 0.05)]
    pub(crate) false_discovery_rate: f64,
    #[command(flatten)]
    pub(crate) analysis: AnalysisOptions,
}

#[derive(Debug, Args)]
pub(crate) struct SizeOptions {
    /// What the comparison is to show
    #[arg(long, value_enum, value_name = "AIM", default_value = "difference")]
    pub(crate) aim: AimName,
    /// By how much the new arm may differ, in the unit of the endpoint
    #[arg(long, value_name = "NUMBER")]
    pub(crate) margin: Option<f64>,
    /// For a mean: new arm less other that is expected
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    pub(crate) difference: Option<f64>,
    /// For a mean: standard deviation between patients
    #[arg(long, value_name = "NUMBER")]
    pub(crate) sd: Option<f64>,
    /// For a mean: standard deviation of the measurement's own error
    #[arg(long, value_name = "NUMBER", default_value_t = 0.0)]
    pub(crate) measurement_sd: f64,
    /// For a proportion: expected in the new arm
    #[arg(long, value_name = "SHARE")]
    pub(crate) new: Option<f64>,
    /// For a proportion: expected in the other arm
    #[arg(long, value_name = "SHARE")]
    pub(crate) other: Option<f64>,
    /// Probability of a false positive, two-sided
    #[arg(long, value_name = "SHARE", default_value_t = 0.05)]
    pub(crate) error_rate: f64,
    /// Probability of a true positive
    #[arg(long, value_name = "SHARE", default_value_t = 0.8)]
    pub(crate) power: f64,
    /// Share of patients without an outcome
    #[arg(long, value_name = "SHARE")]
    pub(crate) dropout: f64,
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// What a comparison is to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AimName {
    /// That the arms differ
    Difference,
    /// That the new arm is not worse by more than the margin
    NonInferiority,
    /// That the arms differ by less than the margin
    Equivalence,
}

#[derive(Debug, Args)]
pub(crate) struct RandomiseOptions {
    /// An arm, with its weight where that is not 1: `saline`, `dutasteride:2`
    #[arg(long = "arm", value_name = "ARM", required = true)]
    pub(crate) arms: Vec<String>,
    /// The size of a block; several are drawn by chance
    #[arg(long = "block", value_name = "SIZE", required = true)]
    pub(crate) blocks: Vec<u32>,
    /// The name of a stratum
    #[arg(long = "stratum", value_name = "NAME", required = true)]
    pub(crate) strata: Vec<String>,
    /// Places in the list of each stratum
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) patients: u32,
    /// The file of the secret key; whoever includes patients must not see it, nor the list
    #[arg(long, value_name = "FILE")]
    pub(crate) key: PathBuf,
    /// Make the key first, by chance; nothing is overwritten
    #[arg(long)]
    pub(crate) new_key: bool,
    /// Print the lists as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// What is pooled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MeasureName {
    /// Estimates as they are: columns study, estimate, variance
    Effect,
    /// Mean difference: columns study, n1, mean1, sd1, n2, mean2, sd2
    Md,
    /// Standardised mean difference with Hedges' correction; columns of md
    Smd,
    /// Ratio of proportions: columns study, events1, n1, events2, n2
    Rr,
    /// Ratio of odds; columns of rr
    Or,
    /// Difference of proportions; columns of rr
    Rd,
    /// Proportion of a single arm: columns study, events, n
    Proportion,
}

/// An estimator of the variance between trials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MethodName {
    /// None: one true effect
    Fixed,
    /// `DerSimonian` and Laird
    Dl,
    /// Hedges
    He,
    /// Hunter and Schmidt
    Hs,
    /// Sidik and Jonkman
    Sj,
    /// Maximum likelihood
    Ml,
    /// Restricted maximum likelihood
    Reml,
    /// Empirical Bayes
    Eb,
    /// Paule and Mandel
    Pm,
}

impl From<MethodName> for Method {
    fn from(name: MethodName) -> Self {
        match name {
            MethodName::Fixed => Self::Fixed,
            MethodName::Dl => Self::DerSimonianLaird,
            MethodName::He => Self::Hedges,
            MethodName::Hs => Self::HunterSchmidt,
            MethodName::Sj => Self::SidikJonkman,
            MethodName::Ml => Self::MaximumLikelihood,
            MethodName::Reml => Self::RestrictedMaximumLikelihood,
            MethodName::Eb => Self::EmpiricalBayes,
            MethodName::Pm => Self::PauleMandel,
        }
    }
}

fn confidence(text: &str) -> Result<Confidence, String> {
    let share = text
        .parse()
        .map_err(|_| "give a share above 0 and below 1, as 0.95".to_owned())?;
    Confidence::new(share).map_err(|error| error.to_string())
}
