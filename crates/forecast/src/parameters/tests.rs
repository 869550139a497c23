use super::*;

#[test]
fn the_built_in_set_is_whole() {
    let set = ParameterSet::built_in().unwrap();
    assert!(set.iter().count() > 30);
    dutasteride(&set).unwrap().disposition.check().unwrap();
    finasteride(&set).unwrap().serum.check().unwrap();
    minoxidil(&set).unwrap().disposition.check().unwrap();
    hair_cycle(&set).unwrap().check().unwrap();
    follicle_size(&set).unwrap().check().unwrap();
    minoxidil_on_follicles(&set).unwrap().at(1.0).unwrap();
}

#[test]
fn what_was_remembered_is_not_verified() {
    let set = ParameterSet::built_in().unwrap();
    assert!(!set.get("reductase.type_2_share_in_scalp").unwrap().verified());
    assert!(!set.get("dutasteride.clearance").unwrap().verified());
    assert!(set.get("dutasteride.bioavailability").unwrap().verified());
}

/// Puts a text over the built-in set and returns what is said against it.
#[track_caller]
fn refused(text: &str) -> String {
    let mut set = ParameterSet::built_in().unwrap();
    let before = set.clone();
    let error = set.overlay("clinic.toml", text).unwrap_err().to_string();
    assert_eq!(set, before, "a refused file changes nothing");
    error
}

const GOOD: &str = r#"
[[parameter]]
id = "dutasteride.clearance"
name = "Clearance"
value = 0.6
unit = "L/h"
source = "our own patients"
grade = "measured"
seen = "computed"
"#;

#[test]
fn a_clinic_may_lay_its_own_over_it() {
    let mut set = ParameterSet::built_in().unwrap();
    set.overlay("clinic.toml", GOOD).unwrap();
    assert!((dutasteride(&set).unwrap().disposition.clearance_l_per_h - 0.6).abs() < 1e-15);
}

#[test]
fn a_bad_file_is_refused_in_words() {
    assert!(refused(&GOOD.replace("value = 0.6", "value = nan")).contains("`value` is NaN"));
    assert!(refused(&GOOD.replace("our own patients", " ")).contains("has no source"));
    assert!(refused(&GOOD.replace("grade", "colour")).contains("line "));
    assert!(refused(&format!("{GOOD}{GOOD}")).contains("stands there twice"));
    let range = GOOD.replace("source", "uncertainty = { low = 0.7, high = 0.9 }\nsource");
    assert!(refused(&range).contains("`uncertainty.low` is 0.7"));
    assert!(refused(&GOOD.replace("source", "between_people_cv = 9\nsource")).contains("from 0 to 5"));
}

#[test]
fn a_number_in_another_unit_is_not_taken() {
    let mut set = ParameterSet::built_in().unwrap();
    set.overlay("clinic.toml", &GOOD.replace("L/h", "mL/min")).unwrap();
    let error = dutasteride(&set).unwrap_err().to_string();
    assert_eq!(
        error,
        "`dutasteride.clearance` is given in `mL/min`, the model takes `L/h`: convert it"
    );
    assert_eq!(
        set.value("nothing", "1").unwrap_err().to_string(),
        "no parameter `nothing`: add it to the set"
    );
}
