<?php
// Says to Adda who a customer is. Needs nothing but PHP.

function base64url(string $data): string
{
    return rtrim(strtr(base64_encode($data), '+/', '-_'), '=');
}

/** A token for the page of a signed-in customer, good for an hour. */
function identity_token(string $secret, array $customer): string
{
    $claims = [
        'sub' => (string) $customer['id'],
        'name' => $customer['name'],
        'email' => $customer['email'],
        'exp' => time() + 3600,
    ];
    $head = ['alg' => 'HS256', 'typ' => 'JWT'];
    $signed = base64url(json_encode($head)) . '.' . base64url(json_encode($claims));
    return $signed . '.' . base64url(hash_hmac('sha256', $signed, $secret, true));
}

$rahim = ['id' => 17, 'name' => 'রহিম উদ্দিন', 'email' => 'rahim@shop.example'];
echo identity_token(getenv('ADDA_IDENTITY_SECRET'), $rahim), "\n";
