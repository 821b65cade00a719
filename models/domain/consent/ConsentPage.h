#pragma once

#include "domain/ApiScope.h"
#include "domain/ClientApplication.h"
#include "domain/CustomResource.h"
#include "domain/Language.h"
#include "domain/Logo.h"

/// What an end user reads before anything is shared, in one language.
namespace gatehouse::consent {

enum class TextOrigin {
    Exact,           ///< written for this language
    BaseLanguage,    ///< written for `nl` where `nl-BE` was asked
    DefaultLanguage, ///< written for the default language
    BuiltIn,         ///< Gatehouse's own words
};

struct ChosenText
{
    QString text;
    TextOrigin origin = TextOrigin::BuiltIn;
    QString language; ///< tag of the language it is in

    bool operator==(const ChosenText &) const = default;
};

/// Texts by tag, and the tag that is asked: exact tag, then its base languages one by one, then the default
/// language, then the built-in text (`builtIn` gives it with its language). Empty texts and mere white space
/// count as missing.
ChosenText chooseText(const QMap<QString, QString> &texts, const QString &tag, const QString &defaultTag,
                      const ChosenText &builtIn);

struct ConsentItem
{
    enum class Kind {
        Profile,
        Email,
        Phone,
        Address,
        CustomResource,
        Api,
        SignIn, ///< alone on the page: nothing beyond openid is asked
    };
    Kind kind = Kind::Profile;
    ChosenText title;
    ChosenText text;          ///< with {client} and {user} filled in
    QStringList details = {}; ///< titles of the API scopes that are asked
};

/// What users can read about the client application (RFC 7591 2).
struct ConsentLink
{
    QString label;
    QString uri; ///< http or https, encoded
};

struct ConsentPage
{
    QString whyNot;    ///< not empty: there is nothing to ask, and this says why; the rest is empty then
    QStringList notes; ///< for the administrator, no part of the page: Require consent is off, the Logo URI
                       ///< is not fetched
    QString language;
    bool rightToLeft = false;
    QString labelLanguage; ///< in which heading, labels and signedInAs are; another one where there are no
                           ///< built-in texts
    QString clientTitle;
    QString initials; ///< stand in for a logo
    Logo logo;
    QString logoUri;
    QString heading;
    QString signedInAs;
    QList<ConsentItem> items;
    QList<ConsentLink> links = {};
    bool mayRemember = false;
    QString rememberLabel;
    QString allowLabel;
    QString denyLabel;
};

struct ConsentContext
{
    QList<Language> languages;
    QList<CustomResource> resources;
    QList<ApiScope> apiScopes;
    QString user; ///< name of the end user in the preview; empty: {user} stays as it is
};

/// The page in the language of that tag; a tag that is no supported language is shown with what stands in.
/// With Require consent off the page is as it would be, and a note says that nobody is asked.
ConsentPage consentPage(const ClientApplication &client, const QString &tag, const ConsentContext &context);

/// Which consent texts apply to the client application, by the rules table.
bool profileTextApplies(const ClientApplication &client);
bool emailTextApplies(const ClientApplication &client);
bool apiTextApplies(const ClientApplication &client);

}
