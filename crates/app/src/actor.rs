//! Who acts, and what each role may do: one table.

use anagen_records::people::Role;
use anagen_records::values::{ClinicId, PatientId, PersonId};
use anagen_records::words;

use crate::error::AppError;

words! {
    /// What can be done, as rights are given.
    pub enum Action {
        /// See who is a patient: names, numbers, birth dates.
        ReadPatients = "read_patients",
        /// See what is known of a patient.
        ReadRecord = "read_record",
        /// Register a patient and correct name, address, phone.
        EditPatient = "edit_patient",
        /// Find two patients to be one, and take it back.
        MergePatients = "merge_patients",
        /// Write down answers, medicines, allergies.
        AnswerIntake = "answer_intake",
        /// Make a diagnosis with its stage.
        Diagnose = "diagnose",
        /// Override a caution, accept a specialist's letter.
        SignClearance = "sign_clearance",
        /// Prepare a plan.
        DraftPlan = "draft_plan",
        /// Sign a plan, stop a course.
        SignPlan = "sign_plan",
        /// Hand over, witness and withdraw consents.
        TakeConsent = "take_consent",
        /// Open a session: vitals, time-out, mixture, notes.
        RunSession = "run_session",
        /// Chart points and sign the session.
        SignSession = "sign_session",
        /// Take photographs.
        TakePhotographs = "take_photographs",
        /// Take a photograph out of the record's view.
        RemovePhotographs = "remove_photographs",
        /// Write down adverse events and incidents.
        ReportHarm = "report_harm",
        /// Review incidents.
        ReviewIncidents = "review_incidents",
        /// See the agenda.
        ReadAgenda = "read_agenda",
        /// Book and move appointments.
        Book = "book",
        /// See the shelf.
        ReadStock = "read_stock",
        /// Receive, count and discard vials; check kits and refrigerators.
        EditStock = "edit_stock",
        /// Put a lot into quarantine, and follow a lot to its patients.
        Recall = "recall",
        /// Let a lot out of quarantine.
        ReleaseLot = "release_lot",
        /// Read the knowledge.
        ReadKnowledge = "read_knowledge",
        /// Adopt and confirm the knowledge.
        AdoptKnowledge = "adopt_knowledge",
        /// Enter people, their roles and credentials.
        ManagePeople = "manage_people",
        /// Name, hours, rooms, prices of the clinic.
        ManageClinic = "manage_clinic",
        /// Bring in patients, appointments and stock from files.
        Import = "import",
        /// Make backups.
        Backup = "backup",
        /// Read the audit trail.
        ReadAudit = "read_audit",
    }
}

/// Whether a role may do something: the whole table of rights.
pub const fn may(role: Role, action: Action) -> bool {
    use Action::{
        AdoptKnowledge, AnswerIntake, Backup, Book, Diagnose, DraftPlan, EditPatient, EditStock, Import, ManageClinic,
        ManagePeople, MergePatients, ReadAgenda, ReadAudit, ReadKnowledge, ReadPatients, ReadRecord, ReadStock, Recall,
        ReleaseLot, RemovePhotographs, ReportHarm, ReviewIncidents, RunSession, SignClearance, SignPlan, SignSession,
        TakeConsent, TakePhotographs,
    };
    match role {
        Role::Administrator => matches!(
            action,
            ReadAgenda | ReadStock | ReadKnowledge | ManagePeople | ManageClinic | Import | Backup
        ),
        Role::MedicalDirector => matches!(
            action,
            ReadPatients
                | ReadRecord
                | MergePatients
                | RemovePhotographs
                | ReportHarm
                | ReviewIncidents
                | ReadAgenda
                | ReadStock
                | Recall
                | ReleaseLot
                | ReadKnowledge
                | AdoptKnowledge
                | ReadAudit
        ),
        Role::Prescriber => matches!(
            action,
            ReadPatients
                | ReadRecord
                | EditPatient
                | MergePatients
                | AnswerIntake
                | Diagnose
                | SignClearance
                | DraftPlan
                | SignPlan
                | TakeConsent
                | RunSession
                | TakePhotographs
                | ReportHarm
                | ReadAgenda
                | Book
                | ReadStock
                | Recall
                | ReadKnowledge
        ),
        Role::Injector => matches!(
            action,
            ReadPatients
                | ReadRecord
                | EditPatient
                | AnswerIntake
                | DraftPlan
                | TakeConsent
                | RunSession
                | SignSession
                | TakePhotographs
                | ReportHarm
                | ReadAgenda
                | Book
                | ReadStock
                | EditStock
                | Recall
                | ReadKnowledge
        ),
        Role::Assistant => matches!(
            action,
            ReadPatients
                | ReadRecord
                | EditPatient
                | AnswerIntake
                | TakeConsent
                | RunSession
                | TakePhotographs
                | ReportHarm
                | ReadAgenda
                | Book
                | ReadStock
                | EditStock
                | ReadKnowledge
        ),
        Role::FrontDesk => matches!(action, ReadPatients | EditPatient | ReadAgenda | Book),
        Role::Auditor => matches!(action, ReadKnowledge | ReadAudit),
    }
}

/// Somebody who acts: a person of a clinic, signed in on a device.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// Who.
    pub person: PersonId,
    /// Their name, as it is printed and signed.
    pub name: String,
    /// Their clinic: everything they see belongs to it.
    pub clinic: ClinicId,
    /// Their roles.
    pub roles: Vec<Role>,
    /// The device, as the audit trail names it.
    pub device: String,
    /// Hash of the token of the signed-in session.
    pub session: String,
    /// The patient tablet: only this patient's intake.
    pub only_patient: Option<PatientId>,
    /// Language that they chose.
    pub language: Option<String>,
}

impl Actor {
    /// Whether any of their roles allows it. On the patient tablet nothing is allowed but what asks for that by name.
    pub fn may(&self, action: Action) -> bool {
        self.only_patient.is_none() && self.roles.iter().any(|role| may(*role, action))
    }

    /// An error where no role allows it.
    pub fn demand(&self, action: Action) -> Result<(), AppError> {
        if self.may(action) {
            Ok(())
        } else {
            Err(AppError::Forbidden(action))
        }
    }

    /// Whether they hold a role.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}
