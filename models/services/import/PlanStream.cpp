#include "services/import/PlanStream.h"

#include <QDataStream>

#include <concepts>
#include <tuple>

namespace gatehouse {

// Each binding names all members, so that a new one does not compile before it is here; those of a client
// application follow from its table of fields.

template<typename Given, typename Record>
concept Is = std::is_same_v<std::remove_const_t<Given>, Record>;

static auto members(Is<Logo> auto &logo)
{
    auto &[fileName, content] = logo;
    return std::tie(fileName, content);
}

static auto members(Is<ConsentTexts> auto &texts)
{
    auto &[profile, email, api] = texts;
    return std::tie(profile, email, api);
}

static auto members(Is<ClientSecret> auto &secret)
{
    auto &[key, hash, lastFour, description, created, expires, sealed, weakLength, onlyOn] = secret;
    return std::tie(key, hash, lastFour, description, created, expires, sealed, weakLength, onlyOn);
}

static auto members(Is<ServerPart> auto &part)
{
    auto &[enabled, loginRedirects, logoutRedirects, allowedCorsOrigins] = part;
    return std::tie(enabled, loginRedirects, logoutRedirects, allowedCorsOrigins);
}

static auto members(Is<AcceptedRisk> auto &risk)
{
    auto &[rule, value, reason, by, at] = risk;
    return std::tie(rule, value, reason, by, at);
}

static auto members(Is<FieldDifference> auto &difference)
{
    auto &[field, before, after] = difference;
    return std::tie(field, before, after);
}

static auto members(Is<Loss> auto &loss)
{
    auto &[clientId, field, text] = loss;
    return std::tie(field, text); // all are about one client application, whose ID may have any length
}

static auto members(Is<Error> auto &error)
{
    auto &[kind, text, column, command] = error;
    return std::tie(kind, text, column, command);
}

static auto members(Is<PlannedClient> auto &planned)
{
    auto &[status, client, differences, notes, losses, refusal, place, isLeftOut, isKeptDisabled] = planned;
    return std::tie(status, client, differences, notes, losses, refusal, place, isLeftOut, isKeptDisabled);
}

template<typename T>
concept Streamed = requires(T &record) { members(record); };

// Before what has them as members: theirs are not found by argument.

template<typename T>
    requires Streamed<T> || std::same_as<T, int> || std::same_as<T, bool>
static QDataStream &operator<<(QDataStream &stream, const std::optional<T> &value)
{
    stream << value.has_value();
    return value ? stream << *value : stream;
}

template<typename T>
    requires Streamed<T> || std::same_as<T, int> || std::same_as<T, bool>
static QDataStream &operator>>(QDataStream &stream, std::optional<T> &value)
{
    bool hasValue = false;
    stream >> hasValue;
    value.reset();
    return hasValue ? stream >> value.emplace() : stream;
}

template<Streamed T>
static QDataStream &operator<<(QDataStream &stream, const T &record)
{
    std::apply([&](const auto &...values) { (stream << ... << values); }, members(record));
    return stream;
}

template<Streamed T>
static QDataStream &operator>>(QDataStream &stream, T &record)
{
    std::apply([&](auto &...values) { (stream >> ... >> values); }, members(record));
    return stream;
}

static QDataStream &operator<<(QDataStream &stream, const ClientApplication &client)
{
    stream << client.key << client.version;
    for (const ClientFieldInfo &info : clientFields())
        std::visit([&](auto member) { stream << client.*member; }, info.member);
    return stream;
}

static QDataStream &operator>>(QDataStream &stream, ClientApplication &client)
{
    stream >> client.key >> client.version;
    for (const ClientFieldInfo &info : clientFields())
        std::visit([&](auto member) { stream >> client.*member; }, info.member);
    return stream;
}

QByteArray planstream::toBytes(const PlannedClient &planned)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << planned;
    return bytes;
}

PlannedClient planstream::fromBytes(const QByteArray &bytes)
{
    PlannedClient planned;
    QDataStream stream(bytes);
    stream >> planned;
    for (Loss &loss : planned.losses)
        loss.clientId = planned.client.clientId;
    return planned;
}

}
