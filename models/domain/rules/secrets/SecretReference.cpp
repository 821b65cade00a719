#include "domain/rules/secrets/SecretReference.h"

#include "domain/rules/secrets/NameText.h"

#include <algorithm>
#include <array>

namespace gatehouse::references {

namespace {

using names::isLetterOrDigit;
using std::string_view;

constexpr std::array<string_view, 77> beginnings{
    // Environments and programs that fill in what is in them.
    "env:",
    "$env:",
    "env.",
    "process.env.",
    "environment:",
    "valuefrom:",
    "secretref:",
    "secretkeyref:",
    "ref+",
    "!ref ",
    "!sub ",
    "!getatt ",
    "!importvalue ",
    "!vault ",
    "!secret ",
    "!env ",
    "!env_var ",
    "!reference ",
    "!join ",
    "os.environ",
    "env[",
    "$__file{",
    "$__env{",
    "@/run/",
    "@/etc/",
    "`cat ",
    "var.",
    "module.",
    "data.vault",
    "{\"ref\"",
    "{\"fn::",
    "fn::importvalue",
    // Stores of secrets.
    "vault:",
    "hcvault:",
    "keyvault:",
    "azurekeyvault:",
    "azkv:",
    "azure:",
    "@microsoft.keyvault(",
    "secretsmanager:",
    "secretmanager:",
    "awssecretsmanager:",
    "awssecret:",
    "awssecret/",
    "awssm:",
    "arn:aws:",
    "arn:aws-cn:",
    "arn:aws-us-gov:",
    "aws:",
    "ssm:",
    "gcp:",
    "gcpsm:",
    "google:",
    "projects/",
    "k8s:",
    "kubernetes:",
    "docker:",
    "doppler:",
    "infisical:",
    "akeyless:",
    "conjur:",
    "1password:",
    "onepassword:",
    "bitwarden:",
    "keepass:",
    "keychain:",
    "credential:",
    "credstash:",
    "credhub:",
    "cyberark:",
    "kv:",
    "$ansible_vault;",
    "sops:",
    // Sealed for another program.
    "{cipher",
    "enc(",
    "enc[",
    "file:",
};

/// Exactly so: random text has them in some mixture of small and capital letters.
constexpr std::array<string_view, 11> folders{"/run/",     "/var/",   "/etc/",      "/mnt/",
                                              "/opt/",     "/srv/",   "/home/",     "/secret/",
                                              "/secrets/", "/vault/", "/workspace/"};

/// Random text begins so now and then: what follows has to be a name.
constexpr std::array<string_view, 3> beginningsOfPaths{"./", "../", "~/"};

bool beginsLike(string_view text, string_view beginning)
{
    return text.size() > beginning.size() &&
           std::ranges::equal(text.substr(0, beginning.size()), beginning, {}, lower);
}

/// As `op://vault/item`: no random text has that.
std::size_t schemeSize(string_view text)
{
    const auto end = text.find("://");
    const bool isScheme =
        end != text.npos && end > 1 && end <= 32 && std::ranges::all_of(text.substr(0, end), [](char c) {
            return isLetterOrDigit(c) || c == '+' || c == '-';
        });
    return isScheme ? end + 3 : 0;
}

bool isPath(string_view text, string_view beginning)
{
    if (!text.starts_with(beginning))
        return false;
    text.remove_prefix(beginning.size());
    return std::ranges::all_of(text, names::isPlain) && names::isName(text);
}

}

bool isReference(string_view text)
{
    return knownSize(text) > 0;
}

std::size_t knownSize(string_view text)
{
    if (const std::size_t size = schemeSize(text))
        return size;
    for (const string_view beginning : beginnings) {
        if (beginsLike(text, beginning))
            return beginning.size();
    }
    for (const string_view folder : folders) {
        if (text.size() > folder.size() && text.starts_with(folder))
            return folder.size();
    }
    for (const string_view beginning : beginningsOfPaths) {
        if (isPath(text, beginning))
            return beginning.size();
    }
    return 0;
}

bool isVariable(string_view text)
{
    if (text.size() <= 2 || text.front() != '$')
        return false;
    const string_view name = text.substr(1);
    const bool isIdentifier =
        std::ranges::all_of(name, [](char c) { return isLetterOrDigit(c) || c == '_'; });
    const bool isCapital = std::ranges::none_of(name, [](char c) { return c >= 'a' && c <= 'z'; });
    return isIdentifier && (isCapital || (names::hasUsualWord(name) && names::isName(name)));
}

bool isShownVariable(string_view variable)
{
    const string_view name = variable.substr(1);
    return names::isName(name) && (name.contains('_') || names::hasUsualWord(name));
}

}
