#include "services/RecordPlanner.h"

#include "domain/FieldRules.h"
#include "domain/RuleText.h"
#include "domain/formats/GatehouseProperties.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

using namespace gatehouseproperties;

namespace {

struct RecordPlannerText
{
    Q_DECLARE_TR_FUNCTIONS(RecordPlanner)
};

/// What differs between users and API scopes.
struct Users
{
    static constexpr auto list = "users"_L1;
    static QString identity(const User &user) { return user.userId.toLower(); }
    static rules::Findings check(const User &user) { return rules::checkUserId(user.userId); }
    static constexpr const auto &texts() { return userTexts; }
    static constexpr const auto &flags() { return userFlags; }
};

struct ApiScopes
{
    static constexpr auto list = "api_scopes"_L1;
    static QString identity(const ApiScope &scope) { return scope.name; }
    static rules::Findings check(const ApiScope &scope) { return rules::checkScopeName(scope.name); }
    static constexpr const auto &texts() { return scopeTexts; }
    static constexpr const auto &flags() { return scopeFlags; }
};

QString shown(bool flag)
{
    return flag ? RecordPlannerText::tr("on") : RecordPlannerText::tr("off");
}

QString shown(const QString &text)
{
    return text;
}

/// Takes the properties that the file names, and says what changed.
template<typename Record>
QList<ColumnDifference> overwrite(Record &target, const Record &imported, const auto &properties,
                                  const auto &isNamed)
{
    QList<ColumnDifference> differences;
    for (const auto &[name, member] : properties) {
        const QString column = QString::fromLatin1(name);
        if (isNamed(column) && target.*member != imported.*member) {
            differences << ColumnDifference{column, shown(target.*member), shown(imported.*member)};
            target.*member = imported.*member;
        }
    }
    return differences;
}

std::optional<Error> refusalOf(const rules::Findings &findings, const QString &place)
{
    const auto error = std::ranges::find(findings, Severity::Error, &rules::Finding::severity);
    if (error == findings.end())
        return std::nullopt;
    return Error{Error::Kind::Rule, RecordPlannerText::tr("%1: %2").arg(place, error->text)};
}

Error repeated(const QString &place)
{
    return {
        Error::Kind::Rule,
        RecordPlannerText::tr("%1 has a name that stands in the file already. Keep one of them.").arg(place)};
}

template<typename Kind, typename Record>
PlannedRecord<Record> planned(const Record &imported, const Record *stored, ConflictPolicy policy,
                              const auto &isNamed)
{
    PlannedRecord<Record> one{.record = imported};
    if (!stored)
        return one;
    one.record = *stored;
    one.differences = overwrite(one.record, imported, Kind::texts(), isNamed) +
                      overwrite(one.record, imported, Kind::flags(), isNamed);
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
        auto one = planned<Kind>(record, storedByIdentity.value(identity), policy, isNamed);
        one.refusal = seen.contains(identity) ? repeated(place) : refusalOf(Kind::check(record), place);
        if (one.refusal)
            one.status = ImportStatus::Refused;
        seen << identity;
        plan << one;
    }
    return plan;
}

}

QList<PlannedRecord<User>> planUsers(const ImportedFile &file, const QList<User> &stored,
                                     ConflictPolicy policy)
{
    return planAll<Users>(file.users, stored, file.named, policy);
}

QList<PlannedRecord<ApiScope>> planApiScopes(const ImportedFile &file, const QList<ApiScope> &stored,
                                             ConflictPolicy policy)
{
    return planAll<ApiScopes>(file.apiScopes, stored, file.named, policy);
}

}
