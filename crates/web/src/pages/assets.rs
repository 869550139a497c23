//! Styles and scripts, under addresses that change with their content.

use std::collections::HashMap;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::look::{ASSETS, Asset};
use crate::routes::{Access, Route};

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/assets/{name}", Access::Anyone, asset),
        Route::get("/up", Access::Anyone, up),
    ]
}

static BY_NAME: LazyLock<HashMap<&'static str, (Asset, String)>> = LazyLock::new(|| {
    let addressed = |asset: &Asset| {
        (
            *asset,
            format!("/assets/{}?v={}", asset.name, &blake3::hash(asset.bytes).to_hex()[..12]),
        )
    };
    ASSETS.iter().map(|asset| (asset.name, addressed(asset))).collect()
});

/// The address of an asset.
pub(crate) fn url(name: &str) -> String {
    BY_NAME
        .get(name)
        .map_or_else(|| format!("/assets/{name}"), |(_, url)| url.clone())
}

async fn asset(Path(name): Path<String>) -> Response {
    match BY_NAME.get(name.as_str()) {
        Some((asset, _)) => (
            [
                (CONTENT_TYPE, asset.content_type),
                (CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ],
            asset.bytes,
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Says that the server answers: for a service manager or a proxy.
async fn up() -> &'static str {
    "up\n"
}
