<?php
// Runs the WordPress plugin with as much of WordPress as it uses. Prints the script tags of a
// page and the page with the settings, as JSON. Arguments: the settings as JSON, and the
// customer who is signed in, or `null`.

declare(strict_types=1);

define('ABSPATH', __DIR__);
[, $settings, $customer] = $argv;
$stored = json_decode($settings, true);
$hooks = $enqueued = [];

class WP_User
{
    public int $ID = 0;
    public string $display_name = '';
    public string $user_email = '';

    public function exists(): bool
    {
        return $this->ID > 0;
    }
}

$user = new WP_User();
foreach (json_decode($customer, true) ?? [] as $name => $value) {
    $user->$name = $value;
}

function add_action(string $name, callable $callback): void { $GLOBALS['hooks'][$name][] = $callback; }
function add_filter(string $name, callable $callback): void { add_action($name, $callback); }
function apply_filters(string $name, mixed $value): mixed { return $value; }
function get_option(): mixed { return $GLOBALS['stored']; }
function is_admin(): bool { return true; }
function is_user_logged_in(): bool { return $GLOBALS['user']->exists(); }
function wp_get_current_user(): WP_User { return $GLOBALS['user']; }
function get_user_meta(int $id, string $key): string { return $key === 'billing_last_name' ? 'উদ্দিন' : 'রহিম'; }
function wp_enqueue_script(string $handle, string $address): void { $GLOBALS['enqueued'][$handle] = $address; }
function plugins_url(string $file): string { return "https://shop.example/plugins/$file"; }
function admin_url(string $path): string { return "https://shop.example/wp-admin/$path"; }
function home_url(): string { return 'https://shop.example/shop'; }
function wp_login_url(): string { return 'https://shop.example/login?a=1&b=2'; }
function wp_parse_url(string $address): mixed { return parse_url($address); }
function current_user_can(string $capability): bool { return $capability === 'manage_options'; }
function esc_attr(string $text): string { return htmlspecialchars($text, ENT_QUOTES); }
function esc_html(string $text): string { return htmlspecialchars($text, ENT_QUOTES); }
function __(string $text): string { return $text; }
function esc_html_e(string $text): void { echo esc_html($text); }
function settings_fields(): void { echo '<nonce>'; }
function selected(mixed $value, mixed $current): void { echo $value === $current ? 'selected' : ''; }
function checked(bool $is_checked): void { echo $is_checked ? 'checked' : ''; }
function submit_button(): void {}
function add_settings_error(): void {}

require __DIR__ . '/../../integrations/wordpress/adda/adda.php';

$hooks['wp_enqueue_scripts'][0]();
$tags = [];
foreach ($enqueued as $handle => $address) {
    $tags[$handle] = $hooks['script_loader_tag'][0]("<script src='$address' id='$handle-js'></script>", $handle);
}
ob_start();
adda_settings_page();
echo json_encode([
    'tags' => $tags,
    'page' => ob_get_clean(),
    'other' => $hooks['script_loader_tag'][0]("<script src='x.js'></script>", 'jquery'),
    'kept' => adda_checked_settings(['server' => 'support.example', 'secret' => '']),
    'changed' => adda_checked_settings(['server' => 'https://Support.example:8443/path', 'language' => 'fr', 'secret' => ' new ']),
    'removed' => adda_checked_settings(['remove_secret' => '1', 'secret' => 'new'])['secret'],
], JSON_THROW_ON_ERROR);
