//! The pages of a plan: formulation with its map, protocol, signature, papers.

#[path = "../../../app/tests/it/plan/case.rs"]
pub(crate) mod case;

use anagen_app::plan;
use anagen_records::people::Role;
use anagen_records::values::{PatientId, PlanId};

use self::case::{stocked, treatable};
use crate::browser::{Answer, Browser};
use crate::clinic::{Clinic, On, PASSWORD, engines};

/// What stands in the fields of the reviewed case.
const ASKED: [(&str, &str); 12] = [
    ("mixture", "agents"),
    ("agent-1", "Minoxidil"),
    ("strength-1", "1"),
    ("technique", "intradermal_point"),
    ("head_circumference", "57"),
    ("spacing", "1"),
    ("volume_per_point", "0,05"),
    ("depth", "2"),
    ("needle_gauge", "30"),
    ("grid", "square"),
    ("zones", "vertex"),
    ("points", ""),
];

/// A clinic of invented patients at the moment of the reviewed case; whoever signs in before would find a locked screen.
pub(crate) async fn invented(on: On) -> Clinic {
    let clinic = Clinic::demo(on).await;
    clinic.at(case::DECIDED_AT);
    clinic
}

/// A patient with a draft; gives both and the draft's plan.
async fn with_draft(clinic: &Clinic, browser: &mut Browser) -> (PatientId, String) {
    let patient = treatable(clinic, "P-1").await;
    stocked(clinic).await;
    let answer = browser.post(&format!("/patients/{patient}/plan"), &[]).await;
    assert_eq!(answer.is(303).leads_to(), format!("/patients/{patient}/formulation"));
    let page = browser.get(&format!("/patients/{patient}/formulation")).await;
    let plan = value_of(&page, "plan");
    (patient, plan)
}

/// The value of a hidden field.
fn value_of(answer: &Answer, name: &str) -> String {
    let text = answer.text();
    let opening = format!("name=\"{name}\" value=\"");
    let rest = text
        .split(&opening)
        .nth(1)
        .unwrap_or_else(|| panic!("no field {name}:\n{text}"));
    rest.split('"').next().unwrap().to_owned()
}

fn with<'a>(fields: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = fields
        .iter()
        .filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    kept.copied().chain(more.iter().copied()).collect()
}

/// Signs the reviewed case's plan through the pages; gives patient and plan.
pub(crate) async fn signed(clinic: &Clinic, browser: &mut Browser) -> (PatientId, PlanId) {
    let (patient, plan) = with_draft(clinic, browser).await;
    let fields = with(&ASKED, &[("plan", &plan), ("edit", "1"), ("go", "save")]);
    browser
        .post(&format!("/patients/{patient}/formulation"), &fields)
        .await
        .is(303);
    let fields = [
        ("plan", plan.as_str()),
        ("edit", "2"),
        ("protocol", "P-S001b"),
        ("start", "2026-04-06"),
        ("time", "10:00"),
    ];
    browser
        .post(&format!("/patients/{patient}/protocol"), &fields)
        .await
        .is(303);
    let sign = [("edit", "3"), ("password", PASSWORD)];
    let answer = browser
        .post(&format!("/patients/{patient}/plan/{plan}/sign"), &sign)
        .await;
    assert_eq!(
        answer.is(303).leads_to(),
        format!("/patients/{patient}/consent?notice=plan-signed")
    );
    (patient, plan.parse().unwrap())
}

#[tokio::test]
async fn a_plan_is_made_checked_and_signed_in_the_browser() {
    for on in engines() {
        let clinic = invented(on).await;
        let mut browser = Browser::signed_in(&clinic, Role::Prescriber).await;
        let (patient, plan) = with_draft(&clinic, &mut browser).await;
        let formulation = format!("/patients/{patient}/formulation");
        // Nothing is asked for: what has evidence is listed, nothing is chosen.
        let page = browser.get(&formulation).await;
        page.is(200)
            .shows("What has evidence for this diagnosis")
            .shows("Nothing is asked for yet")
            .hides("draw-up");
        page.shows("MX-0417")
            .shows("data-scalp-map")
            .shows("data-zone=\"vertex\"");

        // A check is an answer of its own and saves nothing.
        let fields = with(&ASKED, &[("plan", &plan), ("edit", "1")]);
        let check = browser.post(&format!("{formulation}/check"), &fields).await;
        check
            .is(200)
            .hides("<html")
            .shows("2.85 mg")
            .shows("data-map-model")
            .shows("5 mg in one session")
            .hides("excluded</h2>");
        browser.get(&formulation).await.shows("Nothing is asked for yet");

        let saved = browser.post(&formulation, &with(&fields, &[("go", "save")])).await;
        assert_eq!(saved.is(303).leads_to(), format!("{formulation}?notice=plan-saved"));
        let page = browser.open(&format!("{formulation}?notice=plan-saved")).await;
        page.is(200)
            .shows("The plan is saved.")
            .shows("57 of 57 points")
            .shows("eligible")
            .shows("vertex-57");
        page.hides("What has evidence for this diagnosis");

        let protocol = format!("/patients/{patient}/protocol");
        browser
            .get(&protocol)
            .await
            .is(200)
            .shows("No protocol is asked for")
            .shows("P-S001b");
        // A published protocol that is refused is laid out for comparison, and never signed.
        browser
            .get(&format!("{protocol}?protocol=P-ABD"))
            .await
            .is(200)
            .shows("It is not planned")
            .shows("breaks the caps");
        let fields = [
            ("plan", plan.as_str()),
            ("edit", "2"),
            ("protocol", "P-S001b"),
            ("start", "2026-04-06"),
            ("time", "10:00"),
        ];
        browser.post(&protocol, &fields).await.is(303);
        let page = browser.get(&protocol).await;
        page.is(200)
            .shows("8 sessions")
            .shows("Monday 06/04/2026")
            .shows("Costs, beside the alternatives")
            .shows("name=\"password\"");
        page.shows("What is known of this mixture")
            .shows("Sheet before the sessions");

        let sign = format!("/patients/{patient}/plan/{plan}/sign");
        browser
            .post(&sign, &[("edit", "3"), ("password", "wrong")])
            .await
            .is(422)
            .shows("not the password");
        browser
            .post(&sign, &[("edit", "2"), ("password", PASSWORD)])
            .await
            .is(409);
        browser
            .post(&sign, &[("edit", "3"), ("password", PASSWORD)])
            .await
            .is(303);
        let page = browser.get(&formulation).await;
        page.is(200)
            .shows("Version 1")
            .shows("Signed by Dr prescriber")
            .shows("57 of 57 points")
            .shows("Amend")
            .hides("Kept as you type");
        browser
            .get(&protocol)
            .await
            .is(200)
            .shows("Stop the course")
            .shows("Monday 06/04/2026");

        // The paper is whole in itself: its one style is allowed by name, and nothing else.
        let paper = browser.get(&format!("/patients/{patient}/plan/{plan}/paper")).await;
        paper.is(200).shows("Signed by Dr prescriber");
        let policy = paper.headers["content-security-policy"].to_str().unwrap();
        let number = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
        paper.shows(&format!("<style nonce=\"{number}\">"));
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
            "{policy}"
        );
        assert!(!paper.text().contains("<script") && !paper.text().contains(" style=\""));
        let other = browser.get(&format!("/patients/{patient}/plan/{plan}/paper")).await;
        assert_ne!(
            other.headers["content-security-policy"],
            paper.headers["content-security-policy"]
        );
        let calendar = browser.get(&format!("/patients/{patient}/plan/{plan}/calendar")).await;
        calendar.is(200).shows("BEGIN:VCALENDAR").hides("Family").hides("Given");
        assert_eq!(calendar.headers["content-type"], "text/calendar; charset=utf-8");
    }
}

#[tokio::test]
async fn a_stale_save_shows_both_versions_and_keeps_what_was_typed() {
    for on in engines() {
        let clinic = invented(on).await;
        let mut one = Browser::signed_in(&clinic, Role::Prescriber).await;
        let mut other = Browser::signed_in(&clinic, Role::Injector).await;
        let (patient, plan) = with_draft(&clinic, &mut one).await;
        let formulation = format!("/patients/{patient}/formulation");
        let fields = with(&ASKED, &[("plan", &plan), ("edit", "1"), ("go", "save")]);
        other
            .post(&formulation, &with(&fields, &[("spacing", "1.5")]))
            .await
            .is(303);
        let stale = one
            .post(&formulation, &with(&fields, &[("spacing", "1.25"), ("depth", "2.5")]))
            .await;
        stale
            .is(409)
            .shows("Somebody else saved this plan")
            .shows("Saved meanwhile")
            .shows("Typed here");
        // Both: the saved one in the table, the typed one in the table and in the field; the next save is over the newest.
        stale
            .shows("<td data-label=\"Saved meanwhile\">1.5</td>")
            .shows("<td data-label=\"Typed here\">1.25</td>");
        stale
            .shows("name=\"spacing\"")
            .shows("value=\"1.25\"")
            .shows("name=\"edit\" value=\"2\"")
            .shows("value=\"2.5\"");
        one.post(&formulation, &with(&fields, &[("spacing", "1.25"), ("edit", "2")]))
            .await
            .is(303);
        one.get(&formulation).await.shows("value=\"1.25\"");

        let protocol = format!("/patients/{patient}/protocol");
        let fields = [
            ("plan", plan.as_str()),
            ("edit", "2"),
            ("protocol", "P-S001a"),
            ("start", "2026-04-07"),
            ("time", "11:00"),
        ];
        let stale = one.post(&protocol, &fields).await;
        stale
            .is(409)
            .shows("Saved meanwhile")
            .shows("value=\"2026-04-07\"")
            .shows("name=\"edit\" value=\"3\"");
    }
}

#[tokio::test]
async fn what_cannot_be_taken_comes_back_as_it_was_typed() {
    let clinic = invented(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::Prescriber).await;
    let (patient, plan) = with_draft(&clinic, &mut browser).await;
    let formulation = format!("/patients/{patient}/formulation");
    let fields = with(&ASKED, &[("plan", &plan), ("edit", "1"), ("go", "save")]);
    let wrong = browser
        .post(
            &formulation,
            &with(&fields, &[("depth", "two"), ("needle_gauge", "30.5"), ("points", "{")]),
        )
        .await;
    wrong
        .is(422)
        .shows("value=\"two\"")
        .shows("value=\"30.5\"")
        .shows("Enter a number.")
        .shows("Enter a whole number.");
    wrong.shows("The changed points cannot be read").shows("value=\"0,05\"");
    let wrong = browser.post(&formulation, &with(&fields, &[("strength-1", "")])).await;
    wrong.is(422).shows("Enter a strength").shows("value=\"Minoxidil\"");
    // Refused by care, not by the form: it is saved, and says why it is no plan.
    browser
        .post(&formulation, &with(&fields, &[("depth", "9")]))
        .await
        .is(303);
    browser
        .get(&formulation)
        .await
        .is(200)
        .shows("refused as asked")
        .shows("beyond the limit of 4 mm");
    let protocol = format!("/patients/{patient}/protocol");
    let fields = [
        ("plan", plan.as_str()),
        ("edit", "2"),
        ("start", "2026-03-01"),
        ("purpose", "before_transplant"),
    ];
    let wrong = browser.post(&protocol, &fields).await;
    wrong
        .is(422)
        .shows("before today")
        .shows("day of the operation")
        .shows("value=\"2026-03-01\"");
}

#[tokio::test]
async fn one_point_is_changed_by_numbers_without_script() {
    let clinic = invented(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::Prescriber).await;
    let (patient, plan) = with_draft(&clinic, &mut browser).await;
    let formulation = format!("/patients/{patient}/formulation");
    let fields = with(&ASKED, &[("plan", &plan), ("edit", "1"), ("go", "point")]);
    let removed = browser
        .post(
            &formulation,
            &with(&fields, &[("point", "vertex-5"), ("point_do", "remove")]),
        )
        .await;
    removed.is(200).shows("not saved yet").shows("56 of 56 points");
    let edits = value_of(&removed, "points").replace("&quot;", "\"");
    let fields = with(&fields, &[("points", &edits)]);
    let added = browser
        .post(
            &formulation,
            &with(
                &fields,
                &[
                    ("point", ""),
                    ("point_do", "move"),
                    ("point_cm", "4"),
                    ("point_deg", "180"),
                ],
            ),
        )
        .await;
    added.is(200).shows("57 of 57 points").shows("added-1");
    let edits = value_of(&added, "points").replace("&quot;", "\"");
    // Into a danger area: drawn as wrong, refused, and not signed.
    let wild = with(
        &fields,
        &[
            ("points", &edits),
            ("point", "added-1"),
            ("point_do", "move"),
            ("point_cm", "12"),
            ("point_deg", "58"),
        ],
    );
    let wrong = browser.post(&formulation, &wild).await;
    wrong.is(200).shows("is-wrong").shows("danger area");
    browser
        .post(&formulation, &with(&fields, &[("points", &edits), ("go", "save")]))
        .await
        .is(303);
    browser
        .get(&formulation)
        .await
        .shows("57 of 57 points")
        .shows("added-1")
        .shows("1 added");
    let far = with(
        &fields,
        &[
            ("point", "vertex-1"),
            ("point_do", "move"),
            ("point_cm", "40"),
            ("point_deg", "0"),
        ],
    );
    browser.post(&formulation, &far).await.is(422).shows("not on the scalp");
}

#[tokio::test]
async fn what_was_typed_and_not_sent_is_found_again() {
    let clinic = invented(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::Prescriber).await;
    let (patient, plan) = with_draft(&clinic, &mut browser).await;
    let fields = with(
        &ASKED,
        &[("plan", &plan), ("edit", "1"), ("draft_version", "1"), ("depth", "3.5")],
    );
    browser.post(&format!("/drafts/plan-{plan}"), &fields).await.is(200);
    browser
        .get(&format!("/patients/{patient}/formulation"))
        .await
        .is(200)
        .shows("value=\"3.5\"")
        .shows("Saved 10:30");
}

/// Who reads, who prepares and who signs.
#[tokio::test]
async fn each_role_has_its_part() {
    let clinic = invented(On::Sqlite).await;
    let mut prescriber = Browser::signed_in(&clinic, Role::Prescriber).await;
    let (patient, plan) = with_draft(&clinic, &mut prescriber).await;
    let fields = with(&ASKED, &[("plan", plan.as_str()), ("edit", "1"), ("go", "save")]);
    prescriber
        .post(&format!("/patients/{patient}/formulation"), &fields)
        .await
        .is(303);
    let base = format!("/patients/{patient}");
    let reads = [
        "/formulation".to_owned(),
        "/protocol".to_owned(),
        format!("/plan/{plan}"),
        format!("/plan/{plan}/paper"),
    ];
    let drafts = ["/formulation", "/formulation/check", "/protocol", "/protocol/check"];
    for role in Role::ALL.iter().copied() {
        let mut browser = Browser::signed_in(&clinic, role).await;
        let may_read = matches!(
            role,
            Role::Prescriber | Role::Injector | Role::Assistant | Role::MedicalDirector
        );
        for path in &reads {
            let answer = browser.get(&format!("{base}{path}")).await;
            answer.is(if may_read { 200 } else { 403 });
            if !may_read {
                answer.hides("Minoxidil").hides("vertex").hides("Family P-1");
            }
        }
        let may_draft = matches!(role, Role::Prescriber | Role::Injector);
        for path in drafts {
            let sent = [("plan", plan.as_str()), ("edit", "99"), ("start", "2026-04-06")];
            let status = browser.post(&format!("{base}{path}"), &sent).await.status.as_u16();
            assert_eq!(status != 403, may_draft, "{role} {path}: {status}");
        }
        if role != Role::Prescriber {
            browser
                .post(
                    &format!("{base}/plan/{plan}/sign"),
                    &[("edit", "2"), ("password", PASSWORD)],
                )
                .await
                .is(403);
            browser
                .post(&format!("{base}/plan/{plan}/end"), &[("reason", "x")])
                .await
                .is(403);
        }
    }
    // Who only reads sees what is drafted, without a form.
    let mut assistant = Browser::signed_in(&clinic, Role::Assistant).await;
    assistant
        .get(&format!("{base}/formulation"))
        .await
        .is(200)
        .shows("57 of 57 points")
        .hides("Kept as you type")
        .hides("New plan");
}

#[tokio::test]
async fn another_patients_plan_is_not_found() {
    let clinic = invented(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::Prescriber).await;
    let (_, plan) = signed(&clinic, &mut browser).await;
    let other = treatable(&clinic, "P-2").await;
    let base = format!("/patients/{other}");
    for path in [
        format!("/plan/{plan}"),
        format!("/plan/{plan}/paper"),
        format!("/plan/{plan}/calendar"),
    ] {
        browser
            .get(&format!("{base}{path}"))
            .await
            .is(404)
            .hides("inoxidil")
            .hides("P-1");
    }
    let id = plan.to_string();
    for path in ["/formulation", "/formulation/check", "/protocol", "/protocol/check"] {
        browser
            .post(&format!("{base}{path}"), &[("plan", &id), ("edit", "1")])
            .await
            .is(404)
            .hides("inoxidil");
    }
    for action in ["sign", "end", "amend", "discard"] {
        let sent = [("edit", "3"), ("password", PASSWORD), ("reason", "x")];
        browser
            .post(&format!("{base}/plan/{plan}/{action}"), &sent)
            .await
            .is(404)
            .hides("inoxidil");
    }
    // A plan of no patient of this clinic, and what is no identifier at all.
    browser
        .get(&format!("/patients/{}/formulation", PatientId::new()))
        .await
        .is(404);
    browser.get(&format!("{base}/plan/{}", PlanId::new())).await.is(404);
    let malformed = browser.get(&format!("{base}/plan/nonsense")).await.status;
    assert!(malformed.is_client_error(), "{malformed}");
}

#[tokio::test]
async fn an_amendment_is_started_and_given_up_with_reasons() {
    let clinic = invented(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::Prescriber).await;
    let (patient, plan) = signed(&clinic, &mut browser).await;
    let formulation = format!("/patients/{patient}/formulation");
    let amend = format!("/patients/{patient}/plan/{plan}/amend");
    browser.post(&amend, &[("reason", "")]).await.is(422);
    browser.post(&amend, &[("reason", "Less pain wanted")]).await.is(303);
    let page = browser.get(&formulation).await;
    page.is(200)
        .shows("Plan, version 2")
        .shows("Amendment: Less pain wanted")
        .shows("value=\"57\"")
        .shows("Signed by Dr prescriber");
    // The first version can be read beside it.
    browser
        .get(&format!("/patients/{patient}/plan/{plan}?version=1"))
        .await
        .is(200)
        .shows("Plan, version 1")
        .shows("57 of 57 points");
    browser
        .post(
            &format!("/patients/{patient}/plan/{plan}/discard"),
            &[("reason", "Not after all")],
        )
        .await
        .is(303);
    browser
        .get(&formulation)
        .await
        .is(200)
        .shows("Version 1")
        .hides("Plan, version 2");
    browser
        .post(
            &format!("/patients/{patient}/plan/{plan}/end"),
            &[("reason", "Pregnant")],
        )
        .await
        .is(303);
    browser
        .get(&formulation)
        .await
        .is(200)
        .shows("No plan yet")
        .shows("Ended by Dr prescriber")
        .shows("Pregnant");
    let actor = clinic.sign_in("prescriber").await;
    let desk = plan::open(&actor, &clinic.app, patient, "test.open").await.unwrap();
    assert!(desk.current().is_none() && desk.draft.is_none());
}
