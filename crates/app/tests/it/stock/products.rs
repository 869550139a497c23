//! What a label may say.

use anagen_app::Invalid;
use anagen_app::stock::products::{self, Excipients, ProductEntry};
use anagen_app::{AppError, stock};
use anagen_records::people::Role;

use super::{minoxidil, wrong};
use crate::clinic::{Clinic, On, engines};

#[tokio::test]
async fn a_product_reads_back_as_it_was_entered() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let actor = clinic.actor(Role::Assistant).await;
        let entry = ProductEntry {
            agents: vec![
                ("minoxidil".to_owned(), "5.25 mg/mL".to_owned()),
                ("Dexenol".to_owned(), "0.12345 mg/mL".to_owned()),
            ],
            osmolality: Some(290.5),
            lawful_supply: Some(true),
            vendor: "Pharmacy".to_owned(),
            opened_hours: Some(24),
            ..minoxidil()
        };
        let id = products::add(&actor, &clinic.app, &entry, Invalid::default())
            .await
            .unwrap();
        let view = stock::open_product(&actor, &clinic.app, id).await.unwrap();
        let label = &view.label;
        assert_eq!(label.id, id.to_string());
        let agents: Vec<_> = label
            .agents
            .iter()
            .map(|agent| (agent.agent.as_str(), agent.strength.per_ml()))
            .collect();
        // An alias is kept under the knowledge's id, a strength unrounded.
        assert_eq!(agents, [("minoxidil", 5.25), ("dexpanthenol", 0.12345)]);
        assert_eq!(
            (label.volume.0, label.osmolality.map(|o| o.0), label.ph),
            (2.0, Some(290.5), Some(6.2))
        );
        assert_eq!(label.excipients.as_deref(), Some(&["propylene_glycol".to_owned()][..]));
        let again = ProductEntry::of(&view.product).unwrap();
        let expected = ProductEntry {
            agents: vec![
                ("minoxidil".to_owned(), "5.25 mg/mL".to_owned()),
                ("dexpanthenol".to_owned(), "0.12345 mg/mL".to_owned()),
            ],
            unknown_agents_are_meant: true,
            ..entry
        };
        assert_eq!(again, expected);
    }
}

#[tokio::test]
async fn what_a_label_cannot_say_is_refused_in_the_words_of_care() {
    let clinic = Clinic::new(On::Sqlite).await;
    let actor = clinic.actor(Role::Assistant).await;
    let refused = |entry: ProductEntry| {
        let (actor, app) = (actor.clone(), clinic.app.clone());
        async move {
            match products::add(&actor, &app, &entry, Invalid::default()).await {
                Err(AppError::Invalid(invalid)) => invalid,
                other => panic!("{other:?}"),
            }
        }
    };
    let with_agent = |agent: &str, strength: &str| ProductEntry {
        agents: vec![(agent.to_owned(), strength.to_owned())],
        ..minoxidil()
    };
    let why = |invalid: &anagen_app::Invalid, field: &str| {
        invalid
            .of(field)
            .map(|message| {
                message
                    .values
                    .iter()
                    .map(|(_, value)| value.clone())
                    .collect::<String>()
            })
            .unwrap()
    };
    let percent = refused(with_agent("minoxidil", "5 %")).await;
    assert!(
        why(&percent, "strength-0").contains("a percentage alone has been read in ways that differ tenfold"),
        "{percent:?}"
    );
    let dense = refused(with_agent("minoxidil", "50000 mg/mL")).await;
    assert!(why(&dense, "strength-0").contains("impossible"), "{dense:?}");
    let missing = refused(with_agent("minoxidil", "")).await;
    assert!(
        why(&missing, "strength-0").contains("has no dose without it"),
        "{missing:?}"
    );
    let acid = refused(ProductEntry {
        ph: Some(77.0),
        ..minoxidil()
    })
    .await;
    assert!(why(&acid, "ph").contains("impossible"), "{acid:?}");
    let twice = ProductEntry {
        agents: vec![
            ("Minoxidil".to_owned(), "5 mg/mL".to_owned()),
            ("minoxidil".to_owned(), "1 mg/mL".to_owned()),
        ],
        ..minoxidil()
    };
    assert!(refused(twice).await.of("agent-0").is_some());
    let nothing = refused(ProductEntry::default()).await;
    let fields: Vec<_> = nothing.0.iter().map(|wrong| wrong.field.as_str()).collect();
    assert_eq!(fields, ["name", "composition_declared", "label", "volume"]);
    let volume = refused(ProductEntry {
        volume_ml: Some(f64::INFINITY),
        ..minoxidil()
    })
    .await;
    assert!(volume.of("volume").is_some());
}

#[tokio::test]
async fn an_unknown_agent_is_asked_about_and_never_dropped() {
    let clinic = Clinic::new(On::Sqlite).await;
    let actor = clinic.actor(Role::Assistant).await;
    let mistyped = ProductEntry {
        agents: vec![("Minoxidyll".to_owned(), "5 mg/mL".to_owned())],
        ..minoxidil()
    };
    let asked = products::add(&actor, &clinic.app, &mistyped, Invalid::default())
        .await
        .unwrap_err();
    assert_eq!(
        wrong(&asked),
        [("agent-0".to_owned(), "stock-products-agent-unknown-near")]
    );
    let meant = ProductEntry {
        unknown_agents_are_meant: true,
        ..mistyped
    };
    let id = products::add(&actor, &clinic.app, &meant, Invalid::default())
        .await
        .unwrap();
    let view = stock::open_product(&actor, &clinic.app, id).await.unwrap();
    assert_eq!(view.label.agents[0].agent, "Minoxidyll");
    // A blend without declared composition is a product too; what it does not say stays unknown.
    let blend = ProductEntry {
        name: "Blend".to_owned(),
        agents: Vec::new(),
        composition_declared: Some(false),
        excipients: Excipients::NotDeclared,
        vehicles: Vec::new(),
        ph: None,
        ..minoxidil()
    };
    let id = products::add(&actor, &clinic.app, &blend, Invalid::default())
        .await
        .unwrap();
    let label = stock::open_product(&actor, &clinic.app, id).await.unwrap().label;
    assert!(!label.composition_declared);
    assert_eq!((label.excipients, label.vehicles, label.ph), (None, None, None));
}

#[tokio::test]
async fn a_stale_change_is_refused_and_every_state_is_kept() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let actor = clinic.actor(Role::Assistant).await;
        let prescriber = clinic.actor(Role::Prescriber).await;
        let id = products::add(&actor, &clinic.app, &minoxidil(), Invalid::default())
            .await
            .unwrap();
        let namesake = products::add(&actor, &clinic.app, &minoxidil(), Invalid::default())
            .await
            .unwrap_err();
        assert_eq!(wrong(&namesake), [("name".to_owned(), "stock-products-name-taken")]);
        let changed = ProductEntry {
            ph: Some(5.8),
            ..minoxidil()
        };
        let refused = products::change(&prescriber, &clinic.app, id, 1, &changed, "label", Invalid::default())
            .await
            .unwrap_err();
        assert!(matches!(refused, AppError::Forbidden(_)));
        let refused = products::change(&actor, &clinic.app, id, 1, &changed, "", Invalid::default())
            .await
            .unwrap_err();
        assert_eq!(wrong(&refused), [("reason".to_owned(), "stock-reason-missing")]);
        products::change(&actor, &clinic.app, id, 1, &changed, "new label", Invalid::default())
            .await
            .unwrap();
        let stale = products::change(&actor, &clinic.app, id, 1, &changed, "again", Invalid::default())
            .await
            .unwrap_err();
        assert!(matches!(stale, AppError::Stale("product")));
        products::set_retired(&actor, &clinic.app, id, 2, true, "another supplier")
            .await
            .unwrap();
        let view = stock::open_product(&actor, &clinic.app, id).await.unwrap();
        assert!(view.product.retired_at.is_some());
        let changes: Vec<_> = view
            .changes
            .iter()
            .map(|change| (change.reason.as_deref(), change.changed.clone()))
            .collect();
        let text = |text: &str| text.to_owned();
        assert_eq!(
            changes,
            [
                (
                    Some("another supplier"),
                    vec![(text("retired"), text("false"), text("true"))]
                ),
                (Some("new label"), vec![(text("label.ph"), text("6.2"), text("5.8"))]),
                (None, vec![]),
            ]
        );
    }
}
