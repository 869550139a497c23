//! The plan: all stages in one, with cost, evidence, sheets and consent.

mod assembly;
mod contents;
mod cost;
mod evidence;
mod known;
mod options;
mod sheets;

pub use self::assembly::{consent_in, for_patient, plan};
pub use self::contents::{KnowledgeStamp, Plan, Stage, StageRefusal, Standing};
pub use self::cost::{
    AlternativeCost, CostComparison, CostPart, CourseCost, Money, PackageRuleLine, YearTotal, as_seen, costs,
};
pub use self::evidence::{
    ComparedStudy, Composition, Difference, DifferenceIn, EvidenceKind, EvidenceLine, HowMuchRead, Opposing,
    OpposingSide, evidence,
};
pub use self::known::KnownFact;
pub use self::options::{
    AgentOption, AlternativeOption, ComparatorStudy, DiagnosisInWords, GradedQuestion, Options, ProtocolOption, options,
};
pub use self::sheets::{
    ChecklistLine, Consent, ConsentAgent, ConsentDetails, ConsentLine, CoolingOff, Sheet, SheetLine, after_sheet,
    before_sheet, consent, session_checklist,
};
