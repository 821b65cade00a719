#include "domain/formats/identityserver/SectionOutput.h"

#include <algorithm>
#include <array>

namespace gatehouse {

namespace {

/// Names on the way to clients that the reader looks for.
constexpr qsizetype mostNames = 3;

constexpr const char *resourcesName = "IdentityResources";
constexpr const char *scopesName = "ApiScopes";

/// Whether the clients can stand there, and be found again.
bool isPossible(const QStringList &names)
{
    const bool isTaken = std::ranges::any_of(std::array{resourcesName, scopesName}, [&](const char *other) {
        return names.last().compare(QLatin1StringView(other), Qt::CaseInsensitive) == 0;
    });
    return !isTaken && !names.contains(QString()) && names.size() <= mostNames;
}

}

QString SectionOutput::joined(QStringList names)
{
    names.removeAll(QString());
    return names.join(u':');
}

QByteArray SectionOutput::memberStart(const QString &name)
{
    return QByteArray::fromStdString(json::Json(json::fromText(name)).dump()) + ": ";
}

Result<void> SectionOutput::begin(const QString &section, const QString &usual, const Lists &lists)
{
    m_names = section.split(u':');
    if (!isPossible(m_names))
        m_names = usual.split(u':');
    m_clients.emplace(m_target, int(m_names.size()));
    Result<void> done = json::write(m_target, "{");
    for (qsizetype depth = 1; depth < m_names.size(); ++depth) {
        done = done.and_then([&] {
            return json::write(m_target, lineStart(depth) + memberStart(m_names.at(depth - 1)) + '{');
        });
    }
    return done.and_then([&] { return write(resourcesName, lists.identityResources); })
        .and_then([&] { return write(scopesName, lists.apiScopes); })
        .and_then(
            [&] { return json::write(m_target, lineStart(m_names.size()) + memberStart(m_names.last())); })
        .and_then([&] { return m_clients->begin(); });
}

Result<void> SectionOutput::write(const char *name, const QList<json::Json> &list)
{
    json::ArrayOutput output(m_target, int(m_names.size()));
    Result<void> done =
        json::write(m_target, lineStart(m_names.size()) + memberStart(QString::fromLatin1(name)))
            .and_then([&] { return output.begin(); });
    for (const json::Json &item : list)
        done = done.and_then([&] { return output.add(item); });
    return done.and_then([&] { return output.end(); }).and_then([&] { return json::write(m_target, ","); });
}

Result<void> SectionOutput::end()
{
    Result<void> done = m_clients->end();
    for (qsizetype depth = m_names.size() - 1; depth >= 0; --depth)
        done = done.and_then([&] { return json::write(m_target, lineStart(depth) + '}'); });
    return done.and_then([&] { return json::write(m_target, "\n"); });
}

bool SectionOutput::isIn(const QString &section) const
{
    return section.isEmpty() || this->section().compare(section, Qt::CaseInsensitive) == 0;
}

}
