//! The description of the API and the routes are of one mind.

use std::collections::BTreeSet;

use zegel_web::{openapi, routes};

use crate::kit::TestServer;

#[test]
fn the_description_has_every_route_of_the_api_and_no_other() {
    let routes: BTreeSet<(String, String)> = routes::table()
        .iter()
        .filter_map(|route| {
            Some((route.path.strip_prefix("/api/v1")?.to_owned(), route.method.as_str().to_lowercase()))
        })
        .collect();
    let description = openapi::description();
    let paths = description["paths"].as_object().unwrap();
    let described: BTreeSet<(String, String)> = paths
        .iter()
        .flat_map(|(path, item)| {
            item.as_object().unwrap().keys().map(move |method| (path.clone(), method.clone()))
        })
        .collect();
    assert_eq!(described, routes);
}

#[test]
fn every_answer_of_the_api_carries_its_version() {
    let server = TestServer::start();
    let mut browser = server.browser();
    let description = browser.get("/openapi.json");
    assert_eq!(
        (description.status, description.json()["info"]["version"].as_str()),
        (200, Some(openapi::API_VERSION))
    );
    for path in ["/api/v1/session", "/api/v1/nergens"] {
        let answer = browser.get(path);
        assert_eq!(answer.header("api-version"), Some(openapi::API_VERSION), "{path}");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{path}");
        let problem = answer.json();
        for member in ["title", "status", "detail", "code", "remedy", "reference"] {
            assert!(!problem[member].is_null(), "{path}: {member}");
        }
    }
}
