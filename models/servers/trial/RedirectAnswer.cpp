#include "servers/trial/RedirectAnswer.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::trial {

namespace {

/// application/x-www-form-urlencoded.
SecretBytes decodedValue(QByteArrayView written)
{
    QByteArray text = written.toByteArray();
    text.replace('+', ' ');
    QByteArray decoded = QByteArray::fromPercentEncoding(text);
    wipe(text);
    return takeSecret(std::move(decoded));
}

struct Pair
{
    QByteArrayView name;
    QByteArrayView value;
};

QList<Pair> pairsOf(QByteArrayView query)
{
    constexpr qsizetype most = 100;
    QList<Pair> pairs;
    while (!query.isEmpty() && pairs.size() < most) {
        const qsizetype end = query.indexOf('&');
        const QByteArrayView pair = end < 0 ? query : query.first(end);
        query = end < 0 ? QByteArrayView() : query.sliced(end + 1);
        const qsizetype equals = pair.indexOf('=');
        if (equals > 0)
            pairs << Pair{pair.first(equals), pair.sliced(equals + 1)};
    }
    return pairs;
}

QByteArrayView withoutQuery(QByteArrayView address)
{
    const auto *const end = std::ranges::find_if(address, [](char c) { return c == '?' || c == '#'; });
    return address.first(end - address.begin());
}

/// As browsers write it.
void normalize(QUrl &url)
{
    if (url.path().isEmpty() && !url.host().isEmpty())
        url.setPath(u"/"_s);
    if ((url.scheme() == "https"_L1 && url.port() == 443) || (url.scheme() == "http"_L1 && url.port() == 80))
        url.setPort(-1);
}

}

std::optional<RedirectAnswer> answerIn(QByteArrayView query, const AwaitedAnswer &awaited)
{
    static constexpr std::array<QByteArrayView, 5> names{"state", "code", "error", "error_description",
                                                         "iss"};
    std::array<std::optional<SecretBytes>, names.size()> values;
    for (const Pair &pair : pairsOf(query)) {
        const auto *const name = std::ranges::find(names, pair.name);
        if (name == names.end())
            continue;
        std::optional<SecretBytes> &value = values.at(std::size_t(name - names.begin()));
        if (value)
            return {};
        value = decodedValue(pair.value);
    }
    const auto textOf = [&](std::size_t index) {
        return values.at(index) ? QString::fromUtf8(viewOf(*values.at(index))) : QString();
    };
    if (awaited.state.isEmpty() || textOf(0) != awaited.state)
        return {};
    const RedirectAnswer answer{values[1].value_or(SecretBytes()), textOf(2), textOf(3), textOf(4)};
    const bool saysNothing = answer.code.isEmpty() && answer.error.isEmpty();
    return awaited.bringsCode && saysNothing ? std::nullopt : std::optional(answer);
}

std::optional<RedirectAnswer> answerAt(const SecretBytes &address, const QUrl &redirect,
                                       const AwaitedAnswer &awaited)
{
    const QByteArrayView pasted = viewOf(address).trimmed();
    const QByteArrayView place = withoutQuery(pasted);
    QUrl base(QString::fromUtf8(place), QUrl::StrictMode);
    QUrl wanted = redirect.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment);
    normalize(base);
    normalize(wanted);
    if (base != wanted || place.size() == pasted.size() || pasted.at(place.size()) != '?')
        return {};
    QByteArrayView query = pasted.sliced(place.size() + 1);
    if (const qsizetype fragment = query.indexOf('#'); fragment >= 0)
        query.truncate(fragment);
    return answerIn(query, awaited);
}

}
