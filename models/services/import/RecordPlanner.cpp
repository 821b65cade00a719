#include "services/import/RecordPlanner.h"

#include "domain/LanguageTag.h"
#include "domain/formats/gatehouse/GatehouseProperties.h"
#include "domain/rules/FieldRules.h"
#include "domain/rules/ResourceRules.h"
#include "domain/rules/RuleText.h"
#include "services/import/ImportText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

using namespace gatehouseproperties;

namespace {

/// What differs between users and API scopes.
struct Users
{
    static constexpr auto list = "users"_L1;
    static QString identity(const User &user) { return user.userId.toLower(); }
    static Result<void> check(const User &user) { return rules::checkUser(user); }
};

struct ApiScopes
{
    static constexpr auto list = "api_scopes"_L1;
    static QString identity(const ApiScope &scope) { return scope.name; }
    static Result<void> check(const ApiScope &scope) { return rules::checkApiScope(scope); }
};

struct Languages
{
    static constexpr auto list = "languages"_L1;
    static QString identity(const Language &language) { return language.tag.toLower(); }
    static Result<void> check(const Language &language)
    {
        return rules::firstError(
            rules::checkLanguageTag(language.tag) + rules::checkNativeName(language.nativeName), {});
    }
};

struct CustomResources
{
    static constexpr auto list = "custom_resources"_L1;
    static QString identity(const CustomResource &resource) { return resource.name; }
    static Result<void> check(const CustomResource &resource) { return rules::checkResource(resource); }
};

QString shown(bool flag)
{
    return flag ? ImportText::tr("on") : ImportText::tr("off");
}

QString shown(const QString &text)
{
    return text;
}

QString shown(const QList<ResourceClaim> &claims)
{
    QStringList texts;
    for (const ResourceClaim &claim : claims) {
        const bool isFixed = claim.source == ClaimSource::FixedValue;
        texts << (isFixed ? ImportText::tr("%1 (fixed: %2)") : ImportText::tr("%1 (attribute: %2)"))
                     .arg(claim.claim, claim.value);
    }
    return texts.join(", "_L1);
}

QString shown(const QMap<QString, ResourceText> &texts)
{
    QStringList lines;
    for (const auto &[tag, text] : texts.asKeyValueRange())
        lines << u"%1: %2 / %3"_s.arg(tag, text.title, text.description);
    return lines.join("; "_L1);
}

/// Takes a property where the file names it, and says what changed.
template<typename Record, typename Value>
void overwriteOne(Record &target, const Record &imported, Value Record::*member, const QString &column,
                  const auto &isNamed, QList<ColumnDifference> &differences)
{
    if (!isNamed(column) || target.*member == imported.*member)
        return;
    differences << ColumnDifference{column, shown(target.*member), shown(imported.*member)};
    target.*member = imported.*member;
}

/// In any order, which servers do not promise.
bool haveSameClaims(const CustomResource &one, const CustomResource &other)
{
    return std::ranges::is_permutation(one.claims, other.claims);
}

template<typename Record>
QList<ColumnDifference> overwrite(Record &target, const Record &imported, const auto &isNamed)
{
    QList<ColumnDifference> differences;
    const auto take = [&](const auto &...property) {
        (overwriteOne(target, imported, property.member, QString::fromLatin1(property.name), isNamed,
                      differences),
         ...);
    };
    std::apply(take, recordProperties<Record>);
    if constexpr (std::is_same_v<Record, CustomResource>) {
        if (!haveSameClaims(target, imported))
            overwriteOne(target, imported, &Record::claims, u"claims"_s, isNamed, differences);
        overwriteOne(target, imported, &Record::texts, u"texts"_s, isNamed, differences);
    }
    return differences;
}

std::optional<Error> refusalOf(const Result<void> &valid, const QString &place)
{
    if (valid)
        return std::nullopt;
    return Error{Error::Kind::Rule, ImportText::tr("%1: %2").arg(place, valid.error().text)};
}

Error repeated(const QString &place)
{
    return {Error::Kind::Rule,
            ImportText::tr("%1 has a name that stands in the file already. Keep one of them.").arg(place)};
}

template<typename Record>
PlannedRecord<Record> planned(const Record &imported, const Record *stored, ConflictPolicy policy,
                              const auto &isNamed)
{
    PlannedRecord<Record> one{.record = imported};
    if (!stored)
        return one;
    one.record = *stored;
    one.differences = overwrite(one.record, imported, isNamed);
    if (one.differences.isEmpty())
        one.status = ImportStatus::Unchanged;
    else
        one.status = policy == ConflictPolicy::Overwrite ? ImportStatus::Changed : ImportStatus::Skipped;
    return one;
}

template<typename Kind, typename Record>
QList<PlannedRecord<Record>> planAll(const QList<Record> &imported, const QList<Record> &stored,
                                     const QSet<QString> &named, ConflictPolicy policy)
{
    QHash<QString, const Record *> storedByIdentity;
    for (const Record &record : stored)
        storedByIdentity.insert(Kind::identity(record), &record);

    QList<PlannedRecord<Record>> plan;
    QSet<QString> seen;
    for (const Record &record : imported) {
        const QString place = u"%1[%2]"_s.arg(Kind::list, QString::number(plan.size()));
        const QString identity = Kind::identity(record);
        const auto isNamed = [&](const QString &column) { return named.contains(place + u'.' + column); };
        auto one = planned(record, storedByIdentity.value(identity), policy, isNamed);
        one.refusal = seen.contains(identity) ? repeated(place) : refusalOf(Kind::check(record), place);
        if (one.refusal)
            one.status = ImportStatus::Refused;
        seen << identity;
        plan << one;
    }
    return plan;
}

}

PlannedRecord<Language> usualLanguage(const QString &tag, const QString &note)
{
    PlannedRecord<Language> planned;
    planned.record.tag = tag;
    planned.record.nativeName = usualNativeName(tag);
    planned.record.rightToLeft = usuallyRightToLeft(tag);
    planned.note = note;
    return planned;
}

QList<PlannedRecord<Language>> planLanguages(const ImportedHead &file, const QList<Language> &stored,
                                             ConflictPolicy policy)
{
    // That a language is not the default says nothing of its own: it follows from another being it.
    QSet<QString> named = file.named;
    for (qsizetype index = 0; index < file.languages.size(); ++index) {
        if (!file.languages.at(index).isDefault)
            named.remove(u"languages[%1].default"_s.arg(index));
    }
    auto plan = planAll<Languages>(file.languages, stored, named, policy);
    bool hasDefault = false;
    for (qsizetype index = 0; index < plan.size(); ++index) {
        auto &planned = plan[index];
        if (planned.status == ImportStatus::New && planned.record.isDefault &&
            policy != ConflictPolicy::Overwrite) {
            planned.record.isDefault = false;
            planned.note =
                ImportText::tr("It does not become the default language. Choose that under Settings > "
                               "Languages.");
        }
        if (planned.status == ImportStatus::New &&
            !named.contains(u"languages[%1].right_to_left"_s.arg(index)))
            planned.record.rightToLeft = usuallyRightToLeft(planned.record.tag);
        if (isWritten(planned.status) && file.languages.at(index).isDefault &&
            std::exchange(hasDefault, true)) {
            planned.status = ImportStatus::Refused;
            planned.refusal = Error{
                Error::Kind::Rule,
                ImportText::tr("languages[%1] is a second default language. Keep one of them.").arg(index)};
        }
    }
    return plan;
}

QList<PlannedRecord<CustomResource>>
planCustomResources(const ImportedHead &file, const QList<CustomResource> &stored, ConflictPolicy policy)
{
    return planAll<CustomResources>(file.customResources, stored, file.named, policy);
}

QList<PlannedRecord<User>> planUsers(const ImportedHead &file, const QList<User> &stored,
                                     ConflictPolicy policy)
{
    return planAll<Users>(file.users, stored, file.named, policy);
}

QList<PlannedRecord<ApiScope>> planApiScopes(const ImportedHead &file, const QList<ApiScope> &stored,
                                             ConflictPolicy policy)
{
    return planAll<ApiScopes>(file.apiScopes, stored, file.named, policy);
}

}
