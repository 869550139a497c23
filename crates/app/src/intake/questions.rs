//! Which questions there are for a patient, which of them matter, and how each stands.
//!
//! A question matters while a rule that names it is undecided. It waits while an earlier yes/no question of its topic would put
//! every such rule to rest with "no": stems come first. What no undecided rule names is not asked for, but can be answered.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anagen_care::case::Case;
use anagen_care::screening::{Gate, Question as Deciding, Rulebook, questions as deciding_questions, screen};
use anagen_knowledge::records::{AskedOf, Fact, FactKind, Moment};
use anagen_knowledge::{Answer, Condition, FactKey, FactSheet, Knowledge, Truth, Unknown, Value};
use anagen_records::values::{Json, PatientId};
use anagen_records::{known, plans};
use jiff::civil::Date;

use super::Names;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::AppError;
use crate::plan;
use crate::transaction::Deed;
use crate::way::{self, Way};

/// A place of the record in which a fact is kept, other than the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// The list of medicines.
    Medicines,
    /// The list of allergies.
    Allergies,
    /// The diagnosis with its stage.
    Diagnosis,
    /// The date of birth.
    BirthDate,
    /// The consents.
    Consent,
    /// The photographs.
    Photographs,
}

/// Where a fact is kept that is worked out from another part of the record and so is never asked.
pub fn kept_elsewhere(fact: &str) -> Option<Kept> {
    Some(match fact {
        "medicines" => Kept::Medicines,
        "allergies" => Kept::Allergies,
        "diagnosis" | "stage_poor_candidate" | "salt_score" => Kept::Diagnosis,
        "age" => Kept::BirthDate,
        "consent_signed" | "consent_covers_plan" => Kept::Consent,
        "baseline_photographs" => Kept::Photographs,
        _ => return None,
    })
}

/// Facts that the limits of doses need beside those that rules and caps name.
const NEEDED_FOR_DOSES: [&str; 2] = ["body_weight", "sex_at_birth"];

/// Whether a fact is asked in intake: it belongs to the patient's file and is kept nowhere else.
pub fn is_asked_here(fact: &Fact) -> bool {
    matches!(
        fact.asked_of,
        AskedOf::Patient | AskedOf::Examiner | AskedOf::Laboratory | AskedOf::Record
    ) && kept_elsewhere(&fact.id).is_none()
}

/// What is known of a patient, and what is still to be asked.
#[derive(Debug, Clone)]
pub struct Intake {
    /// Where they stand.
    pub way: Way,
    /// The facts that hold now.
    pub sheet: FactSheet,
    /// Names of those who wrote answers down.
    pub names: Names,
    /// When the medicines were last asked for, how many there are.
    pub medicines: ListStanding,
    /// The same of the allergies.
    pub allergies: ListStanding,
    answers: HashMap<FactKey, known::Answer>,
    decides: BTreeMap<FactKey, Vec<String>>,
    waits: BTreeMap<FactKey, FactKey>,
    always: BTreeSet<FactKey>,
    today: Vec<FactKey>,
}

/// How a list of medicines or allergies stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListStanding {
    /// Nobody asked.
    NotAsked,
    /// Asked too long ago to count.
    Stale(Date),
    /// It counts.
    Counts(Date),
}

/// How a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody asked.
    NotAsked,
    /// Answered, and the answer counts.
    Counts,
    /// It follows from other answers without being asked.
    Follows,
    /// Answered on that day, too long ago to count.
    Stale(Date),
    /// Asked, not known.
    NotKnown,
    /// Asked, refused.
    Refused,
    /// Another answer stands against it: one of the two is wrong.
    Contradicted,
}

/// Where a question has its place in its topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// It is asked, or was answered.
    Asked,
    /// It is asked once this question is answered with anything but "no".
    Waits(FactKey),
    /// Nothing depends on it as things stand.
    Idle,
}

/// A question as it stands for a patient.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// The fact.
    pub key: FactKey,
    /// Its record.
    pub fact: &'a Fact,
    /// How it stands.
    pub standing: Standing,
    /// The latest answer, also one that no longer counts.
    pub answer: Option<&'a known::Answer>,
    /// Who wrote it down.
    pub entered_by: &'a str,
    /// Rules that cannot be decided without it.
    pub decides: &'a [String],
    /// Where it has its place.
    pub place: Place,
}

/// A topic of the intake form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// As the knowledge calls it.
    pub group: String,
    /// Questions that are open and matter.
    pub n_open: usize,
    /// Questions whose answer no longer counts and matters.
    pub n_stale: usize,
    /// Questions that are answered.
    pub n_answered: usize,
}

/// Opens a patient's intake.
pub async fn open(actor: &Actor, app: &App, patient: PatientId, section: &'static str) -> Result<Intake, AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let deed = Deed::new(section, "patient", patient).of(patient);
    let mut reading = app.read_record(actor, Action::ReadRecord, deed).await?;
    let way = way::in_transaction(&mut reading.tx, actor, knowledge, patient, reading.now).await?;
    Intake::read(&mut reading.tx, actor, way).await
}

impl Intake {
    /// Reads the answers beside where a patient stands.
    pub(super) async fn read(tx: &mut anagen_records::Transaction, actor: &Actor, way: Way) -> Result<Self, AppError> {
        let knowledge = std::sync::Arc::clone(&way.knowledge);
        let mut answers = HashMap::new();
        for answer in known::answers(tx, way.patient.id, way.now).await? {
            let told = answer.answer != Json(serde_json::Value::from("not asked"));
            if let Some(key) = knowledge
                .fact_key(&answer.fact)
                .filter(|_| told && answer.at <= way.now)
            {
                answers.insert(key, answer);
            }
        }
        let names = Names::read(tx, actor.clinic).await?;
        let sheet = way.case.sheet(&knowledge);
        let rulebook = Rulebook::new(&knowledge);
        let by_fact = by_fact(&rulebook);
        let has_plan = way.counts.signed_plans > 0;
        let of_plans = if has_plan {
            asked_by_plans(tx, actor, &way).await?
        } else {
            Vec::new()
        };
        let today = deciding_today(&rulebook, &sheet, has_plan)
            .iter()
            .chain(&of_plans)
            .filter_map(|question| knowledge.fact_key(&question.fact))
            .collect();
        Ok(Self {
            decides: undecided(&rulebook, &sheet),
            waits: waits(&knowledge, &sheet, &by_fact),
            always: always(&knowledge, &by_fact),
            medicines: list_standing(&knowledge, &sheet, "medicines"),
            allergies: list_standing(&knowledge, &sheet, "allergies"),
            sheet,
            names,
            answers,
            today,
            way,
        })
    }

    /// The knowledge.
    pub fn knowledge(&self) -> &Knowledge {
        &self.way.knowledge
    }

    /// A question as it stands.
    pub fn question(&self, key: FactKey) -> Question<'_> {
        let answer = self.answers.get(&key);
        let standing = match self.sheet.answer(key) {
            Answer::Known(_) if answer.is_some_and(|answer| tells_a_value(&answer.answer.0)) => Standing::Counts,
            Answer::Known(_) => Standing::Follows,
            Answer::Unknown(Unknown::Stale { answered_on }) => Standing::Stale(*answered_on),
            Answer::Unknown(Unknown::NotKnown) => Standing::NotKnown,
            Answer::Unknown(Unknown::Refused) => Standing::Refused,
            Answer::Unknown(Unknown::Contradicted) => Standing::Contradicted,
            Answer::Unknown(Unknown::NotAsked) => Standing::NotAsked,
        };
        let decides = self.decides.get(&key).map_or(&[][..], Vec::as_slice);
        let matters = !decides.is_empty() || self.always.contains(&key);
        let place = match (standing, self.waits.get(&key)) {
            (Standing::Counts | Standing::Contradicted, _) => Place::Asked,
            (Standing::Follows, _) => Place::Idle,
            _ if !matters => Place::Idle,
            (_, Some(stem)) => Place::Waits(*stem),
            _ => Place::Asked,
        };
        Question {
            key,
            fact: self.knowledge().fact(key),
            standing,
            answer,
            entered_by: answer.map_or("", |answer| self.names.of(answer.entered_by)),
            decides,
            place,
        }
    }

    /// Every question that is asked in intake, in the order of the knowledge.
    pub fn questions(&self) -> impl Iterator<Item = Question<'_>> {
        let facts = self.knowledge().records.facts.iter().filter(|fact| is_asked_here(fact));
        facts
            .filter_map(|fact| self.knowledge().fact_key(&fact.id))
            .map(|key| self.question(key))
    }

    /// The questions that decide now, the most decisive first.
    pub fn deciding(&self) -> Vec<Question<'_>> {
        self.keys_of(&self.way.screening.questions)
            .map(|key| self.question(key))
            .collect()
    }

    /// What decides now and is kept in another place: each place once.
    pub fn deciding_elsewhere(&self) -> Vec<Kept> {
        let mut places = Vec::new();
        for kept in self
            .way
            .screening
            .questions
            .iter()
            .filter_map(|question| kept_elsewhere(&question.fact))
        {
            if !places.contains(&kept) {
                places.push(kept);
            }
        }
        places
    }

    fn keys_of<'a>(&'a self, questions: &'a [Deciding]) -> impl Iterator<Item = FactKey> + 'a {
        let keys = questions
            .iter()
            .filter_map(|question| self.knowledge().fact_key(&question.fact));
        keys.filter(|key| is_asked_here(self.knowledge().fact(*key)))
    }

    /// The topics, in the order of the knowledge.
    pub fn topics(&self) -> Vec<Topic> {
        let mut topics: Vec<Topic> = Vec::new();
        for question in self.questions() {
            let group = &question.fact.group;
            let position = topics
                .iter()
                .position(|topic| &topic.group == group)
                .unwrap_or_else(|| {
                    topics.push(Topic {
                        group: group.clone(),
                        n_open: 0,
                        n_stale: 0,
                        n_answered: 0,
                    });
                    topics.len() - 1
                });
            let topic = &mut topics[position];
            match (question.standing, question.place) {
                (Standing::Counts, _) => topic.n_answered += 1,
                (Standing::Stale(_), Place::Asked) => topic.n_stale += 1,
                (_, Place::Asked) => topic.n_open += 1,
                _ => {}
            }
        }
        topics
    }

    /// The questions of a topic, in the order of the knowledge; none where there is no such topic.
    pub fn of_topic(&self, group: &str) -> Vec<Question<'_>> {
        self.questions()
            .filter(|question| question.fact.group == group)
            .collect()
    }

    /// What is asked at this visit: answers that no longer count and still matter, and what decides today.
    pub fn of_today(&self) -> Vec<Question<'_>> {
        let is_stale =
            |question: &Question<'_>| matches!(question.standing, Standing::Stale(_)) && question.place == Place::Asked;
        let decides =
            |question: &Question<'_>| self.today.contains(&question.key) && question.standing != Standing::Counts;
        self.questions()
            .filter(|question| is_stale(question) || decides(question))
            .collect()
    }
}

/// The questions that decide on this day. Rules of the day come in once there is a plan to be carried out.
fn deciding_today(rulebook: &Rulebook<'_>, sheet: &FactSheet, has_plan: bool) -> Vec<Deciding> {
    let (rulebook, gate) = if has_plan {
        (rulebook.about_the_procedure(), Gate::Day)
    } else {
        (rulebook.clone(), Gate::Procedure)
    };
    deciding_questions(&rulebook, sheet, &screen(&rulebook, sheet, gate))
}

/// What the rules of the day ask about the mixtures that are prescribed: those of the plans that were signed and not ended.
async fn asked_by_plans(
    tx: &mut anagen_records::Transaction,
    actor: &Actor,
    way: &Way,
) -> Result<Vec<Deciding>, AppError> {
    let mut asked = Vec::new();
    for signed in plan::signed(tx, actor, way.patient.id).await? {
        if signed.ended.is_some() {
            continue;
        }
        let documents = plans::signed_documents(tx, signed.id, signed.version).await?;
        let read = documents.and_then(|(case, _)| plan::read_signed(&case.0, way.now, &way.knowledge));
        if let Some(read) = read {
            // As it is asked for there, held against what is known now.
            let case = Case {
                request: read.case.request,
                ..way.case.clone()
            };
            asked.extend(anagen_care::plan::plan(&case, &way.knowledge).day.questions);
        }
    }
    Ok(asked)
}

/// Whether a stored answer gives a value.
fn tells_a_value(answer: &serde_json::Value) -> bool {
    !matches!(answer.as_str(), Some("not asked" | "not known" | "refused"))
}

pub(super) fn list_standing(knowledge: &Knowledge, sheet: &FactSheet, id: &str) -> ListStanding {
    let Some(key) = knowledge.fact_key(id) else {
        return ListStanding::NotAsked;
    };
    match (sheet.answer(key), sheet.answered_on(key)) {
        (Answer::Known(_), Some(day)) => ListStanding::Counts(day),
        (Answer::Unknown(Unknown::Stale { answered_on }), _) => ListStanding::Stale(*answered_on),
        _ => ListStanding::NotAsked,
    }
}

type ByFact<'r> = BTreeMap<FactKey, Vec<&'r Condition>>;

fn by_fact<'r>(rulebook: &'r Rulebook<'_>) -> ByFact<'r> {
    let mut by_fact = ByFact::new();
    for rule in &rulebook.rules {
        for fact in rule.condition.facts() {
            by_fact.entry(fact).or_default().push(&rule.condition);
        }
    }
    by_fact
}

/// Rules that cannot be decided, by the facts that they miss.
fn undecided(rulebook: &Rulebook<'_>, sheet: &FactSheet) -> BTreeMap<FactKey, Vec<String>> {
    let mut decides = BTreeMap::<FactKey, Vec<String>>::new();
    for rule in rulebook
        .rules
        .iter()
        .filter(|rule| rule.condition.evaluate(sheet) == Truth::Unknown)
    {
        for fact in rule
            .condition
            .facts()
            .into_iter()
            .filter(|fact| sheet.value(*fact).is_none())
        {
            decides.entry(fact).or_default().push(rule.rule.id.clone());
        }
    }
    decides
}

/// Facts that matter whatever the rules say: the limits of doses need them, or no rule and no other fact names them, so that
/// nothing can tell when they do not matter.
fn always(knowledge: &Knowledge, by_fact: &ByFact<'_>) -> BTreeSet<FactKey> {
    let mut named: BTreeSet<FactKey> = by_fact.keys().copied().collect();
    let agents = knowledge.records.agents.iter();
    let dosed = agents.flat_map(|agent| std::iter::once(&agent.id).chain(agent.caps.iter().map(|cap| &cap.id)));
    let dosed: BTreeSet<FactKey> = dosed
        .filter_map(|id| knowledge.dose_condition(id))
        .flat_map(Condition::facts)
        .collect();
    for fact in &knowledge.records.facts {
        if let Some((when, _)) = knowledge.fact_key(&fact.id).and_then(|key| knowledge.default_of(key)) {
            named.extend(when.facts());
        }
    }
    let keys = knowledge
        .records
        .facts
        .iter()
        .filter_map(|fact| Some((fact, knowledge.fact_key(&fact.id)?)));
    keys.filter(|(fact, key)| {
        NEEDED_FOR_DOSES.contains(&fact.id.as_str()) || dosed.contains(key) || !named.contains(key)
    })
    .map(|(_, key)| key)
    .collect()
}

/// Which question each question waits for: an earlier, unanswered yes/no question of its topic whose "no" would settle it.
fn waits(knowledge: &Knowledge, sheet: &FactSheet, by_fact: &ByFact<'_>) -> BTreeMap<FactKey, FactKey> {
    let mut waits = BTreeMap::new();
    let facts: Vec<(FactKey, &Fact)> = knowledge
        .records
        .facts
        .iter()
        .filter(|fact| is_asked_here(fact))
        .filter_map(|fact| Some((knowledge.fact_key(&fact.id)?, fact)))
        .filter(|(key, _)| sheet.value(*key).is_none())
        .collect();
    for (position, (stem, stem_fact)) in facts.iter().enumerate() {
        if stem_fact.kind != FactKind::YesNo {
            continue;
        }
        let mut denied = sheet.clone();
        denied.record(*stem, Answer::Known(Value::YesNo(false)));
        knowledge.apply_defaults(&mut denied);
        if denied.value(*stem).is_none() {
            // Another answer stands against a "no": it closes nothing.
            continue;
        }
        for (key, fact) in facts
            .iter()
            .skip(position + 1)
            .filter(|(_, fact)| fact.group == stem_fact.group)
        {
            let rules = by_fact.get(key).map_or(&[][..], Vec::as_slice);
            let is_settled = denied.value(*key).is_some()
                || (!rules.is_empty() && rules.iter().all(|rule| rule.evaluate(&denied) != Truth::Unknown));
            let is_of_the_same_visit = fact.moment == stem_fact.moment || fact.moment == Moment::Day;
            if is_settled && is_of_the_same_visit {
                waits.entry(*key).or_insert(*stem);
            }
        }
    }
    waits
}
