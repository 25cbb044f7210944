<?php
/**
 * Plugin Name:       Adda
 * Description:       Adds the chat of your Adda server to your shop, and identifies signed-in customers.
 * Version:           0.1.0
 * Requires at least: 6.0
 * Requires PHP:      8.0
 * License:           MIT OR Apache-2.0
 * Text Domain:       adda
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

/** The version of the plugin, which is that of the product. */
const ADDA_VERSION = '0.1.0';

require_once __DIR__ . '/includes/options.php';
require_once __DIR__ . '/includes/token.php';
require_once __DIR__ . '/includes/customer.php';
require_once __DIR__ . '/includes/page.php';

if (is_admin()) {
    require_once __DIR__ . '/includes/settings.php';
}
