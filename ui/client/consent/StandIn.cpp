#include "ui/client/consent/StandIn.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct StandInText
{
    Q_DECLARE_TR_FUNCTIONS(StandIn)
};

QString languageName(const QString &tag, const QList<Language> &languages)
{
    const auto found = std::ranges::find(languages, tag, &Language::tag);
    return found == languages.end() ? tag : u"%1 (%2)"_s.arg(found->nativeName, tag);
}

QString sourceOf(const consent::ChosenText &text, const QList<Language> &languages)
{
    if (text.language.isEmpty())
        return StandInText::tr("the title of the resource itself");
    const QString language = languageName(text.language, languages);
    switch (text.origin) {
    case consent::TextOrigin::Exact:
        return {};
    case consent::TextOrigin::BaseLanguage:
        return StandInText::tr("the text of the base language, %1").arg(language);
    case consent::TextOrigin::DefaultLanguage:
        return StandInText::tr("the text of the default language, %1").arg(language);
    case consent::TextOrigin::BuiltIn:
        return StandInText::tr("the built-in text, in %1").arg(language);
    }
    return {};
}

/// Empty for signing in, phone and address: their texts are always built in, so none is missing.
QString nameOf(const consent::ConsentItem &item)
{
    using Kind = consent::ConsentItem::Kind;
    switch (item.kind) {
    case Kind::Profile:
        return StandInText::tr("Profile");
    case Kind::Email:
        return StandInText::tr("Email");
    case Kind::Api:
        return StandInText::tr("API consent");
    case Kind::CustomResource:
        return StandInText::tr("Custom resource \"%1\"").arg(item.title.text);
    case Kind::SignIn:
    case Kind::Phone:
    case Kind::Address:
        return {};
    }
    return {};
}

}

QList<StandIn> standIns(const QList<consent::ConsentPage> &pages, const QList<Language> &languages)
{
    QList<StandIn> found;
    for (const consent::ConsentPage &page : pages) {
        const QString language = languageName(page.language, languages);
        for (const consent::ConsentItem &item : page.items) {
            const QString name = nameOf(item);
            const bool hasOwnTitle = item.kind == consent::ConsentItem::Kind::CustomResource;
            if (name.isEmpty())
                continue;
            if (hasOwnTitle && item.title.origin != consent::TextOrigin::Exact)
                found << StandIn{language, StandInText::tr("%1: title").arg(name),
                                 sourceOf(item.title, languages)};
            if (item.text.origin != consent::TextOrigin::Exact)
                found << StandIn{language, hasOwnTitle ? StandInText::tr("%1: description").arg(name) : name,
                                 sourceOf(item.text, languages)};
        }
    }
    return found;
}

}
