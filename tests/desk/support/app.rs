//! The real router on a fresh database.

use std::{net::IpAddr, sync::Arc};

use adda::{
    model::role::Role,
    server::{
        app,
        client::{Peer, TrustedProxies},
        config::{Config, FirstAdmin, Log, LogFormat, MetricsConfig, OidcConfig, Origin, Secret},
        domain::{
            access::sessions::Token, clock::Clock, database::Database, desk::Desk, limits::LimitSettings,
            random::SystemRandom, team::accounts::NewAgent,
        },
        entity::chat_settings,
        pictures::Metadata,
        storage::Storage,
    },
};
use axum::{
    Router,
    extract::Request,
    middleware::{self, Next},
    response::Response,
};
use axum_test::{TestServer, TestServerConfig};
use chrono::{DateTime, Duration, Utc};
use leptos::config::LeptosOptions;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Statement};
use serde_json::json;

use super::{Caller, Chat, Engine, Following, TestClock, TestDatabase};

/// The password of every agent in the tests.
pub const PASSWORD: &str = "a long password";
/// A shop of another site that the configuration allows to use the widget.
pub const SHOP: &str = "https://shop.example";
/// The secret that signs customers' identities.
pub const IDENTITY_SECRET: &str = "0123456789abcdef0123456789abcdef";

/// A server without visitors or agents.
pub struct TestApp {
    pub desk: Desk,
    pub clock: Arc<TestClock>,
    pub server: TestServer,
    /// The router, for requests that `Caller` cannot make.
    pub router: Router,
    pub database: TestDatabase,
    _following: Following,
}

impl TestApp {
    /// Returns a server at `http://desk.example`.
    pub async fn new(engine: Engine) -> Self {
        Self::served_at(engine, "http://desk.example").await
    }

    /// Returns a server at another address.
    pub async fn served_at(engine: Engine, public_url: &str) -> Self {
        Self::configured(engine, config(public_url)).await
    }

    /// Returns a server whose configuration sets the identity secret.
    pub async fn with_fixed_secret(engine: Engine) -> Self {
        let config = config("http://desk.example");
        Self::configured(engine, Config { identity_secret: Some(Secret::new(IDENTITY_SECRET)), ..config }).await
    }

    /// Returns a server whose agents can sign in with an OpenID provider.
    pub async fn with_provider(engine: Engine, oidc: OidcConfig) -> Self {
        Self::with_provider_at(engine, "http://desk.example", oidc).await
    }

    /// Returns such a server at another address.
    pub async fn with_provider_at(engine: Engine, public_url: &str, oidc: OidcConfig) -> Self {
        Self::configured(engine, Config { oidc: Some(oidc), ..config(public_url) }).await
    }

    /// Returns a server with limits in the format of `ADDA_LIMITS`.
    pub async fn limited(engine: Engine, limits: &str) -> Self {
        let limits = limits.parse().unwrap();
        Self::configured(engine, Config { limits, ..config("http://desk.example") }).await
    }

    /// Returns a server whose configuration sets what happens to the metadata of pictures.
    pub async fn with_picture_metadata(engine: Engine, picture_metadata: Metadata) -> Self {
        Self::configured(engine, Config { picture_metadata, ..config("http://desk.example") }).await
    }

    /// Returns another node on the same database.
    pub async fn second_node(&self, limits: &str) -> TestServer {
        self.node_on(self.database.database.clone(), limits).1
    }

    /// Returns another node, which caches no rows.
    pub async fn node_without_cache(&self) -> TestServer {
        self.node_on(self.database.database.clone().without_memory(), "off").1
    }

    /// Returns a node with these connections.
    pub fn node_on(&self, database: Database, limits: &str) -> (Desk, TestServer) {
        let config = Config { limits: limits.parse().unwrap(), ..config("http://desk.example") };
        let desk = Desk::with(database, self.database.storage(), self.clock.clone(), Arc::new(SystemRandom));
        let options = LeptosOptions::builder().output_name("widget").build();
        let desk = desk.limited(&config.limits);
        (desk.clone(), TestServer::new(app::router(app::state(desk, Arc::new(config), options))))
    }

    /// Returns a server that keeps its files in `storage`.
    pub async fn storing_in(engine: Engine, storage: Storage) -> Self {
        let database = TestDatabase::migrated(engine).await;
        Self::on(database, storage, config("http://desk.example")).await
    }

    /// Returns a server that passes each statement of its database to `seen`.
    pub async fn observed(engine: Engine, seen: impl Fn(&Statement) + Send + Sync + 'static) -> Self {
        let mut database = TestDatabase::migrated(engine).await;
        database.database = database.database.observed(seen);
        let storage = database.storage();
        Self::on(database, storage, config("http://desk.example")).await
    }

    async fn configured(engine: Engine, config: Config) -> Self {
        let database = TestDatabase::migrated(engine).await;
        let storage = database.storage();
        Self::on(database, storage, config).await
    }

    async fn on(database: TestDatabase, storage: Storage, config: Config) -> Self {
        let following = Following::begin(&database.database).await;
        let clock = Arc::new(TestClock::at_noon());
        let desk = Desk::with(database.database.clone(), storage, clock.clone(), Arc::new(SystemRandom));
        let is_limited = config.limits != LimitSettings::Off;
        let desk = desk.limited(&config.limits).with_picture_metadata(config.picture_metadata);
        desk.settings().ensure_identity_secret(Some(IDENTITY_SECRET)).await.unwrap();
        let options = LeptosOptions::builder().output_name("widget").build();
        let router = app::router(app::state(desk.clone(), Arc::new(config), options));
        let router = if is_limited { router.layer(middleware::from_fn(peer)) } else { router };
        let server = TestServer::new_with_config(router.clone(), TestServerConfig::default());
        Self { desk, clock, server, router, database, _following: following }
    }

    /// Returns the desk's time.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Returns a caller without a session.
    pub fn signed_out(&self) -> Caller<'_> {
        Caller::new(self, None)
    }

    /// Returns a caller with the token of a session.
    pub fn bearer(&self, token: &str) -> Caller<'_> {
        Caller::new(self, Some(token.to_owned()))
    }

    /// Returns a new anonymous customer.
    pub async fn visitor(&self) -> Caller<'_> {
        let session = self.signed_out().post("/support/api/session/", json!({})).await.ok();
        self.bearer(session["token"].as_str().unwrap())
    }

    /// Returns a new agent who is signed in and offline.
    pub async fn agent(&self, name: &str) -> Caller<'_> {
        self.add_agent(name, Role::Agent).await;
        let (token, _) = self.desk.access().sign_in(name, PASSWORD.to_owned()).await.unwrap();
        self.bearer(token.reveal())
    }

    /// Returns a new agent who is online.
    pub async fn online_agent(&self, name: &str) -> Caller<'_> {
        let agent = self.agent(name).await;
        agent.set_online(true).await;
        agent
    }

    /// Adds an agent's account.
    pub async fn add_agent(&self, name: &str, role: Role) {
        let new = NewAgent {
            username: name.to_owned(),
            password: PASSWORD.to_owned(),
            role,
            display_name_bn: String::new(),
            bio: String::new(),
        };
        self.desk.team().add_agent(new).await.unwrap();
    }

    /// Returns the id by which conversations are assigned to an agent.
    pub async fn agent_id(&self, agent: &Caller<'_>) -> i64 {
        let token = Token::new(agent.token.clone().unwrap());
        self.desk.access().agent_of(&token).await.unwrap().unwrap().agent_id.0
    }

    /// Assigns a conversation to an agent.
    pub async fn assign(&self, chat: &Chat, agent: &Caller<'_>) {
        agent.update(chat, json!({ "assigned_agent_id": self.agent_id(agent).await })).await;
    }

    /// Changes the shop's settings, and waits until the desk's cache of the old ones has
    /// expired.
    pub async fn change_settings(&self, change: impl FnOnce(&mut chat_settings::ActiveModel)) {
        let row = chat_settings::Entity::find_by_id(chat_settings::ONLY_ROW).one(self.database.database.read()).await;
        let mut row = row.unwrap().unwrap().into_active_model();
        change(&mut row);
        row.update(self.database.database.read()).await.unwrap();
        self.clock.advance(Duration::seconds(2));
    }

    /// Runs SQL that no request can cause, then indexes the changed texts, as a server does
    /// once a minute.
    pub async fn execute(&self, sql: &str) {
        self.database.database.read().execute_unprepared(sql).await.unwrap();
        // Some tests remove a table, so this may fail.
        drop(self.desk.inbox().make_searchable().await);
    }
}

/// Sets the address that a request comes from: a trusted proxy, or the one in its header.
async fn peer(mut request: Request, next: Next) -> Response {
    let named = request.headers().get("x-test-peer").map(|peer| peer.to_str().unwrap().parse().unwrap());
    let peer: IpAddr = named.unwrap_or(IpAddr::from([10, 0, 0, 1]));
    request.extensions_mut().insert(Peer::from(peer));
    next.run(request).await
}

fn config(public_url: &str) -> Config {
    let public_url: Origin = public_url.parse().unwrap();
    Config {
        addr: "127.0.0.1:0".parse().unwrap(),
        acme: None,
        data_dir: "unused".into(),
        database_url: None,
        storage_url: None,
        public_url,
        is_public_url_set: true,
        allowed_origins: vec![SHOP.parse().unwrap()],
        first_admin: FirstAdmin { username: "admin".to_owned(), password: None },
        identity_secret: None,
        oidc: None,
        demo_shop: false,
        picture_metadata: Metadata::Removed,
        limits: LimitSettings::Off,
        // In tests of limits, a header sets the address that a request comes from.
        trusted_proxies: TrustedProxies::new(vec!["10.0.0.0/8".parse().unwrap()]),
        metrics: MetricsConfig::default(),
        log: Log { filter: "off".to_owned(), format: LogFormat::Text },
    }
}
