#include "store/edit/EditSession.h"

#include "domain/LanguageTag.h"
#include "domain/RecordKey.h"
#include "store/edit/EditText.h"
#include "store/edit/RecordChange.h"
#include "store/records/LanguageStore.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

using store::sameKey;

namespace {

Language completed(const Language &typed)
{
    Language language = typed;
    language.tag = canonicalLanguageTag(typed.tag).value_or(typed.tag);
    language.nativeName = typed.nativeName.trimmed();
    if (language.nativeName.isEmpty())
        language.nativeName = usualNativeName(language.tag);
    return language;
}

QString defaultTag(const QList<Language> &languages)
{
    const auto found = std::ranges::find(languages, true, &Language::isDefault);
    return found == languages.end() ? QString() : found->tag;
}

/// Its texts get another tag, or (empty) go.
template<typename Texts>
void move(Texts &texts, const QString &tag, const QString &tagAfter)
{
    const auto moved = texts.take(tag);
    if (!tagAfter.isEmpty())
        texts.insert(tagAfter, moved);
}

}

Result<void> EditSession::checkLanguage(const Language &language, const QList<Language> &stored) const
{
    const auto isAnother = [&](const Language &other) { return other.key != language.key; };
    const bool isTaken = std::ranges::any_of(stored, [&](const Language &other) {
        return isAnother(other) && other.tag.compare(language.tag, Qt::CaseInsensitive) == 0;
    });
    if (isTaken) {
        return fail(Error::Kind::Rule,
                    EditText::tr("Language \"%1\" is supported already. Choose another.").arg(language.tag),
                    u"tag"_s);
    }
    const bool hasDefault = language.isDefault || std::ranges::any_of(stored, [&](const Language &other) {
                                return isAnother(other) && other.isDefault;
                            });
    if (!hasDefault) {
        return fail(Error::Kind::Rule,
                    EditText::tr("One language stands in where a text is missing, and that is \"%1\". Make "
                                 "another language the default instead.")
                        .arg(language.tag),
                    u"is_default"_s);
    }
    return {};
}

Result<void> EditSession::noteTexts(const Language &language, const QString &tagAfter)
{
    const auto noteClient = [&](const QString &key) {
        return store::loadClient(m_database, key).and_then([&](const auto &client) -> Result<void> {
            if (!client)
                return {};
            ClientApplication after = *client;
            move(after.consentTexts, language.tag, tagAfter);
            return note(audit::recordOf(*client), audit::recordOf(after));
        });
    };
    const auto noteResource = [&](const CustomResource &resource) -> Result<void> {
        if (!resource.texts.contains(language.tag))
            return {};
        CustomResource after = resource;
        move(after.texts, language.tag, tagAfter);
        return note(audit::recordOf(resource), audit::recordOf(after));
    };
    const auto each = [](const auto &items, const auto &noteOne) {
        Result<void> done;
        for (qsizetype i = 0; done && i < items.size(); ++i)
            done = noteOne(items.at(i));
        return done;
    };
    return store::clientsWithTextsIn(m_database, language.key)
        .and_then([&](const QStringList &keys) { return each(keys, noteClient); })
        .and_then([&] { return store::loadCustomResources(m_database); })
        .and_then([&](const QList<CustomResource> &resources) { return each(resources, noteResource); });
}

Result<void> EditSession::noteLanguage(const Language &saved, const QList<Language> &stored)
{
    const QString tagBefore = defaultTag(stored);
    const auto wasDefault = std::ranges::find(stored, tagBefore, &Language::tag);
    const bool isReplaced = saved.isDefault && wasDefault != stored.end() && wasDefault->key != saved.key;
    return note(audit::recordOf(sameKey(stored, saved.key)), audit::recordOf(saved))
        .and_then([&]() -> Result<void> {
            if (!isReplaced)
                return {};
            Language after = *wasDefault;
            after.isDefault = false;
            return note(audit::recordOf(*wasDefault), audit::recordOf(after));
        });
}

Result<void> EditSession::updateLanguage(const Language &language, const QList<Language> &stored)
{
    const auto before = sameKey(stored, language.key);
    const bool isRenamed = before && before->tag != language.tag;
    return (isRenamed ? noteTexts(*before, language.tag) : Result<void>())
        .and_then([&] { return store::updateLanguage(m_database, language); })
        .and_then([&]() -> Result<void> {
            if (!isRenamed)
                return {};
            return store::bumpVersionsWithTextsIn(m_database, language.key)
                .and_then([&] { return store::clientsWithTextsIn(m_database, language.key); })
                .and_then([&](const QStringList &keys) { return recheck(keys); });
        });
}

Result<void> EditSession::recheckForDefault(const Language &saved, const QString &tagBefore)
{
    if (!saved.isDefault || saved.tag == tagBefore)
        return {};
    return store::clientsAskingConsent(m_database).and_then([&](const QStringList &keys) {
        return recheck(keys);
    });
}

Result<Language> EditSession::save(const Language &typed)
{
    m_context.forget();
    Language language = completed(typed);
    const bool isNew = typed.key.isEmpty();
    language.key = isNew ? newRecordKey() : typed.key;
    language.version = isNew ? 1 : typed.version + 1;
    return store::firstError(rules::checkLanguageTag(typed.tag), u"tag"_s)
        .and_then(
            [&] { return store::firstError(rules::checkNativeName(language.nativeName), u"native_name"_s); })
        .and_then([&] { return store::loadLanguages(m_database); })
        .and_then([&](const QList<Language> &stored) {
            return checkLanguage(language, stored)
                .and_then([&] {
                    return isNew ? store::insertLanguage(m_database, language)
                                 : updateLanguage(language, stored);
                })
                .and_then([&] { return noteLanguage(language, stored); })
                .and_then([&] { return recheckForDefault(language, defaultTag(stored)); });
        })
        .transform([&] { return language; })
        .or_else([&](const Error &error) -> Result<Language> { return refused(error); });
}

Result<void> EditSession::remove(const Language &language)
{
    m_context.forget();
    const auto refuse = [&](const Error &error) -> Result<void> { return refused(error); };
    const auto stored = store::loadLanguages(m_database);
    if (!stored)
        return refuse(stored.error());
    const auto before = sameKey(*stored, language.key);
    if (before && before->isDefault) {
        return refuse({Error::Kind::Rule,
                       EditText::tr("Language \"%1\" is the default: it stands in where a text is missing. "
                                    "Make another language the default first.")
                           .arg(before->tag)});
    }
    const auto clients = store::clientsWithTextsIn(m_database, language.key);
    if (!clients)
        return refuse(clients.error());
    return (before ? noteTexts(*before, {}) : Result<void>())
        .and_then([&] { return store::bumpVersionsWithTextsIn(m_database, language.key); })
        .and_then([&] { return store::deleteLanguage(m_database, language); })
        .and_then([&] { return note(audit::recordOf(before), std::nullopt); })
        .and_then([&] { return recheck(*clients); })
        .or_else(refuse);
}

}
