//! The photographs of the demo: drawn before the year begins, on as many threads as there are, and added on their days.

use std::collections::HashMap;
use std::sync::Mutex;

use anagen_papers::scales;
use anagen_papers::scales::pattern::{Hair, Pattern};
use anagen_records::consents::PhotographClass;

use super::Extent;
use super::drawn_photograph::{self, Person, Photograph, View};
use super::filling::Filling;
use super::patients::{Invented, Sex, Story, Then};
use super::staff::ASSISTANT;
use super::story;
use crate::error::AppError;
use crate::photographs::{self, Capture, Condition, NewPhotograph};

/// From where those are photographed who have several views; the first alone of the others.
const VIEWS: [View; 4] = [View::Vertex, View::Midline, View::Frontal, View::Occipital];

/// What is on a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Of {
    /// The face, for the banner.
    Face,
    /// A view at the start, or later.
    Head(View, bool),
}

/// The drawn pictures, as files.
#[derive(Debug, Default)]
pub(super) struct Pictures(HashMap<(usize, Of), Vec<u8>>);

/// A picture to be drawn.
#[derive(Debug, Clone, Copy)]
struct Wish {
    place: usize,
    of: Of,
    invented: Invented,
}

impl Pictures {
    /// Draws every picture that the year will need.
    pub(super) async fn draw(extent: Extent) -> Result<Self, AppError> {
        let wishes = wishes(extent);
        let drawn = tokio::task::spawn_blocking(move || draw_all(&wishes)).await;
        drawn.map_err(|error| AppError::Internal(error.to_string()))?
    }
}

fn wishes(extent: Extent) -> Vec<Wish> {
    let mut wishes = Vec::new();
    let mut n_several = 0;
    for (place, invented) in story::patients(extent).iter().enumerate() {
        let mut wish = |of| {
            wishes.push(Wish {
                place,
                of,
                invented: *invented,
            });
        };
        // A few have no portrait yet.
        if extent.portraits && place % 7 != 6 && !matches!(invented.story, Story::Duplicate(_)) {
            wish(Of::Face);
        }
        let is_treated = story::has_course(invented);
        let is_planned = matches!(invented.story, Story::Prescribed | Story::ThinkingOver);
        let is_later = is_followed(invented) && story::n_done(invented, extent) > 0;
        if is_treated && n_several < extent.photographed && matches!(invented.story, Story::Course { .. }) {
            n_several += 1;
            for view in VIEWS {
                wish(Of::Head(view, false));
            }
            if is_later {
                for view in VIEWS {
                    wish(Of::Head(view, true));
                }
            }
        } else if is_treated || is_planned {
            wish(Of::Head(View::Vertex, false));
            if is_later {
                wish(Of::Head(View::Vertex, true));
            }
        }
    }
    wishes
}

/// Whether photographs are taken again later.
fn is_followed(invented: &Invented) -> bool {
    matches!(
        invented.story,
        Story::Course {
            then: Then::Finished | Then::Stopped,
            ..
        }
    )
}

fn draw_all(wishes: &[Wish]) -> Result<Pictures, AppError> {
    let n_threads = std::thread::available_parallelism().map_or(2, usize::from).min(8);
    let (next, done) = (Mutex::new(wishes.iter()), Mutex::new(HashMap::new()));
    let failed = Mutex::new(None);
    std::thread::scope(|scope| {
        for _ in 0..n_threads {
            scope.spawn(|| {
                loop {
                    let wish = next.lock().unwrap_or_else(std::sync::PoisonError::into_inner).next();
                    let Some(wish) = wish else { break };
                    match draw(wish) {
                        Ok(file) => {
                            let mut done = done.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                            done.insert((wish.place, wish.of), file);
                        }
                        Err(error) => {
                            *failed.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(error);
                        }
                    }
                }
            });
        }
    });
    match failed.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
        Some(error) => Err(error),
        None => Ok(Pictures(
            done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner),
        )),
    }
}

fn draw(wish: &Wish) -> Result<Vec<u8>, AppError> {
    let person = Person::of_seed(u64::try_from(wish.place).unwrap_or(0) * 31 + 11);
    let staged = wish
        .invented
        .diagnosis
        .and_then(|(_, scale, value)| scales::pattern(scale, value));
    let hair = if wish.invented.sex == Sex::Male {
        Hair::Short
    } else {
        Hair::Parted
    };
    let pattern = staged.unwrap_or_else(|| Pattern::full(hair));
    let picture = match wish.of {
        Of::Face => drawn_photograph::portrait(&person, &pattern),
        Of::Head(view, later) => {
            // Some gain, some do not: nobody is promised anything.
            let gained = f64::from(u32::try_from(wish.place * 13 % 7).unwrap_or(0)) * 0.06 - 0.06;
            drawn_photograph::photograph(&Photograph {
                person: &person,
                view,
                pattern: &pattern,
                regained: if later { gained } else { 0.0 },
                days_since_start: if later { 84 } else { 0 },
            })
        }
    };
    drawn_photograph::jpeg(&picture).map_err(|error| AppError::Internal(error.to_string()))
}

fn stored_view(view: View) -> photographs::View {
    match view {
        View::Frontal => photographs::View::Frontal,
        View::Vertex => photographs::View::Vertex,
        View::Midline => photographs::View::Top,
        View::LeftTemporal => photographs::View::LeftTemporal,
        View::RightTemporal => photographs::View::RightTemporal,
        View::Occipital => photographs::View::Occipital,
    }
}

/// Adds what was drawn of a patient for the start (0) or for so many days after it.
pub(super) async fn add(filling: &mut Filling<'_>, place: usize, days: u32) -> Result<(), AppError> {
    let patient = filling.patient(place)?;
    let assistant = filling.actor(ASSISTANT).await?;
    for view in VIEWS {
        let Some(bytes) = filling.pictures.0.remove(&(place, Of::Head(view, days > 0))) else {
            continue;
        };
        let new = NewPhotograph {
            bytes,
            view: stored_view(view),
            taken_on: None,
            session: None,
            adverse_event: None,
            class: PhotographClass::Care,
            capture: Capture {
                met: Condition::ALL.to_vec(),
                device: "Camera on the stand, consulting room".to_owned(),
                site: String::new(),
            },
            note: String::new(),
        };
        photographs::add(&assistant, filling.app, patient, new).await?;
        filling.wait(1);
    }
    Ok(())
}

/// Adds a patient's face and shows it in the banner.
pub(super) async fn add_portrait(filling: &mut Filling<'_>, place: usize) -> Result<(), AppError> {
    let Some(bytes) = filling.pictures.0.remove(&(place, Of::Face)) else {
        return Ok(());
    };
    let patient = filling.patient(place)?;
    let assistant = filling.actor(ASSISTANT).await?;
    let new = NewPhotograph {
        bytes,
        view: photographs::View::Other,
        taken_on: None,
        session: None,
        adverse_event: None,
        class: PhotographClass::Care,
        capture: Capture::default(),
        note: "For the banner.".to_owned(),
    };
    let id = photographs::add(&assistant, filling.app, patient, new).await?;
    photographs::set_portrait(&assistant, filling.app, patient, id).await
}
