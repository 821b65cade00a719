#include "store/edit/LanguageEdits.h"

#include "domain/LanguageTag.h"
#include "store/edit/ClientEdits.h"
#include "store/edit/RecordChange.h"
#include "store/edit/RecordEdits.h"
#include "store/records/LanguageStore.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::edit {

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

Result<void> checkLanguage(const Language &language, const QList<Language> &stored)
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

Result<void> noteTexts(EditSession &session, const Language &language, const QString &tagAfter)
{
    const auto noteClient = [&](const QString &key) {
        return store::loadClient(session.database(), key).and_then([&](const auto &client) -> Result<void> {
            if (!client)
                return {};
            ClientApplication after = *client;
            move(after.consentTexts, language.tag, tagAfter);
            return session.note(audit::recordOf(*client), audit::recordOf(after));
        });
    };
    const auto noteResource = [&](const CustomResource &resource) -> Result<void> {
        if (!resource.texts.contains(language.tag))
            return {};
        CustomResource after = resource;
        move(after.texts, language.tag, tagAfter);
        return session.note(audit::recordOf(resource), audit::recordOf(after));
    };
    const auto each = [](const auto &items, const auto &noteOne) {
        Result<void> done;
        for (qsizetype i = 0; done && i < items.size(); ++i)
            done = noteOne(items.at(i));
        return done;
    };
    return store::clientsWithTextsIn(session.database(), language.key)
        .and_then([&](const QStringList &keys) { return each(keys, noteClient); })
        .and_then([&] { return store::loadCustomResources(session.database()); })
        .and_then([&](const QList<CustomResource> &resources) { return each(resources, noteResource); });
}

/// Beside the language that is the default now.
Result<void> noteDemoted(EditSession &session, const Language &saved, const QList<Language> &stored)
{
    const auto before = std::ranges::find(stored, true, &Language::isDefault);
    if (!saved.isDefault || before == stored.end() || before->key == saved.key)
        return {};
    Language after = *before;
    after.isDefault = false;
    return session.note(audit::recordOf(*before), audit::recordOf(after));
}

/// Whoever has one of the texts open is told, and their problems may be others.
Result<void> bumpTexts(EditSession &session, const Language &language)
{
    Database &database = session.database();
    return store::bumpVersionsWithTextsIn(database, language.key)
        .and_then([&] { return store::clientsWithTextsIn(database, language.key); })
        .and_then([&](const QStringList &keys) { return recheck(session, keys); });
}

Result<void> recheckForDefault(EditSession &session, const Language &saved, const QString &tagBefore)
{
    if (!saved.isDefault || saved.tag == tagBefore)
        return {};
    return store::clientsAskingConsent(session.database()).and_then([&](const QStringList &keys) {
        return recheck(session, keys);
    });
}

/// `stored` is what there is of it.
Result<void> eraseWithTexts(EditSession &session, const Language &language,
                            const std::optional<Language> &stored)
{
    Database &database = session.database();
    if (stored && stored->isDefault) {
        return fail(Error::Kind::Rule,
                    EditText::tr("Language \"%1\" is the default: it stands in where a text is missing. "
                                 "Make another language the default first.")
                        .arg(stored->tag));
    }
    const auto clients = store::clientsWithTextsIn(database, language.key);
    if (!clients)
        return std::unexpected(clients.error());
    return (stored ? noteTexts(session, *stored, {}) : Result<void>())
        .and_then([&] { return store::bumpVersionsWithTextsIn(database, language.key); })
        .and_then([&] { return erase(session, language, stored); })
        .and_then([&] { return recheck(session, *clients); });
}

}

Result<Language> save(EditSession &session, const Language &typed)
{
    session.context().forget();
    const Language language = store::nextVersion(completed(typed));
    const auto put = [&](const QList<Language> &stored) {
        const auto before = sameKey(stored, language.key);
        const bool isRenamed = before && before->tag != language.tag;
        return checkLanguage(language, stored)
            .and_then([&] { return isRenamed ? noteTexts(session, *before, language.tag) : Result<void>(); })
            .and_then([&] { return store::demoteOthers(session.database(), language); })
            .and_then([&] { return write(session, language, before); })
            .and_then([&] { return isRenamed ? bumpTexts(session, language) : Result<void>(); })
            .and_then([&] { return noteDemoted(session, language, stored); })
            .and_then([&] { return recheckForDefault(session, language, defaultTag(stored)); });
    };
    return session.step(store::firstError(rules::checkLanguageTag(typed.tag), u"tag"_s)
                            .and_then([&] {
                                return store::firstError(rules::checkNativeName(language.nativeName),
                                                         u"native_name"_s);
                            })
                            .and_then([&] { return store::loadLanguages(session.database()); })
                            .and_then(put)
                            .transform([&] { return language; }));
}

Result<void> remove(EditSession &session, const Language &language)
{
    session.context().forget();
    return session.step(store::loadLanguages(session.database()).and_then([&](const auto &stored) {
        return eraseWithTexts(session, language, sameKey(stored, language.key));
    }));
}

}
