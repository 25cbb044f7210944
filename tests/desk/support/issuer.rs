//! An OpenID provider on this machine, for one client.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use aws_lc_rs::{
    rand::SystemRandom,
    rsa::{KeyPair, KeySize},
    signature::{KeyPair as _, RSA_PKCS1_SHA256},
};
use axum::{
    Form, Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use chrono::Utc;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::{net::TcpListener, task::JoinHandle};

/// This server's client id at the provider.
pub const CLIENT_ID: &str = "adda";
/// The secret of the client.
pub const CLIENT_SECRET: &str = "a secret of the client";

/// A provider whose claims about a person the test sets.
pub struct FakeIssuer {
    pub url: String,
    state: Arc<IssuerState>,
    server: JoinHandle<()>,
}

struct IssuerState {
    url: String,
    key: Mutex<Key>,
    /// Claims that replace the usual ones in the next tokens.
    claims: Mutex<Value>,
    /// The challenge of each code that was issued.
    codes: Mutex<HashMap<String, Value>>,
}

struct Key {
    pair: KeyPair,
    id: String,
}

impl Key {
    fn new(id: &str) -> Self {
        Self { pair: KeyPair::generate(KeySize::Rsa2048).unwrap(), id: id.to_owned() }
    }

    fn public(&self) -> Value {
        // An RSAPublicKey (RFC 8017, appendix A.1.1) of 2,048 bits: 9 bytes of headers and a zero,
        // the modulus, a header of 2 bytes, the exponent 65537.
        let der = self.pair.public_key().as_ref();
        let (modulus, exponent) = (&der[9..265], &der[267..]);
        json!({ "kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.id,
                "n": BASE64.encode(modulus), "e": BASE64.encode(exponent) })
    }

    fn sign(&self, claims: &Value) -> String {
        let head = json!({ "alg": "RS256", "typ": "JWT", "kid": self.id });
        let text = [&head, claims].map(|part| BASE64.encode(part.to_string())).join(".");
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature).unwrap();
        format!("{text}.{}", BASE64.encode(signature))
    }
}

impl FakeIssuer {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(IssuerState {
            url: url.clone(),
            key: Mutex::new(Key::new("first")),
            claims: Mutex::default(),
            codes: Mutex::default(),
        });
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(state.clone());
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, state, server }
    }

    /// Sets the claims for every person from now on.
    pub fn says(&self, claims: Value) {
        *self.state.claims.lock().unwrap() = claims;
    }

    /// Signs with another key from now on.
    pub fn change_key(&self) {
        *self.state.key.lock().unwrap() = Key::new("second");
    }

    /// Signs with another key under the id of the first, which the server has cached.
    pub fn lose_key(&self) {
        *self.state.key.lock().unwrap() = Key::new("first");
    }

    /// Signs a person in at the page that they were sent to. Returns the query that their
    /// browser is sent back with.
    pub fn pass(&self, page: &str) -> String {
        let page = url::Url::parse(page).unwrap();
        assert!(page.as_str().starts_with(&format!("{}/authorize?", self.url)), "{page}");
        let asked: HashMap<String, String> = page.query_pairs().into_owned().collect();
        assert_eq!((&*asked["client_id"], &*asked["response_type"]), (CLIENT_ID, "code"));
        assert_eq!((&*asked["code_challenge_method"], &*asked["scope"]), ("S256", "openid email"));
        let code = format!("code-{}", self.state.codes.lock().unwrap().len());
        self.state.codes.lock().unwrap().insert(code.clone(), json!(asked));
        format!("code={code}&state={}", asked["state"])
    }

    /// Stops answering.
    pub fn stop(self) {
        self.server.abort();
    }
}

async fn metadata(State(state): State<Arc<IssuerState>>) -> Json<Value> {
    let url = &state.url;
    Json(json!({
        "issuer": url, "authorization_endpoint": format!("{url}/authorize"), "token_endpoint": format!("{url}/token"),
        "jwks_uri": format!("{url}/keys"), "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    }))
}

async fn keys(State(state): State<Arc<IssuerState>>) -> Json<Value> {
    Json(json!({ "keys": [state.key.lock().unwrap().public()] }))
}

async fn token(
    State(state): State<Arc<IssuerState>>,
    headers: HeaderMap,
    Form(given): Form<HashMap<String, String>>,
) -> Response {
    let basic =
        format!("{}:{}", CLIENT_ID, url::form_urlencoded::byte_serialize(CLIENT_SECRET.as_bytes()).collect::<String>());
    let expected = format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(basic));
    // A code can be used once.
    let asked = state.codes.lock().unwrap().remove(&given["code"]);
    let Some(asked) = asked.filter(|_| headers["authorization"] == expected) else { return refuse() };
    let challenge = BASE64.encode(Sha256::digest(&given["code_verifier"]));
    if asked["code_challenge"] != challenge || asked["redirect_uri"] != given["redirect_uri"] {
        return refuse();
    }
    let now = Utc::now().timestamp();
    let mut claims = json!({
        "iss": state.url, "sub": "17", "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": asked["nonce"],
    });
    let more = state.claims.lock().unwrap().clone();
    claims.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
    let id_token = state.key.lock().unwrap().sign(&claims);
    Json(json!({ "access_token": "x", "token_type": "Bearer", "expires_in": 300, "id_token": id_token }))
        .into_response()
}

fn refuse() -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response()
}
