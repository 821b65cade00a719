#include "domain/explain/NearestClientId.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <utility>

namespace gatehouse::explain {

namespace {

/// How many characters have to be changed, at most `most`.
qsizetype editDistance(const QString &one, const QString &other, qsizetype most)
{
    if (std::abs(one.size() - other.size()) >= most)
        return most;
    QList<qsizetype> row(other.size() + 1);
    std::ranges::iota(row, 0);
    for (qsizetype i = 1; i <= one.size(); ++i) {
        qsizetype diagonal = std::exchange(row[0], i);
        qsizetype least = i;
        for (qsizetype j = 1; j <= other.size(); ++j) {
            const qsizetype replaced = diagonal + (one.at(i - 1) == other.at(j - 1) ? 0 : 1);
            diagonal = row.at(j);
            row[j] = std::min({replaced, row.at(j) + 1, row.at(j - 1) + 1});
            least = std::min(least, row.at(j));
        }
        if (least >= most)
            return most;
    }
    return row.last();
}

}

QString nearestClientId(const QString &sent, const QStringList &known)
{
    constexpr qsizetype longest = 400;
    if (sent.isEmpty() || sent.size() > longest)
        return {};
    const QString lower = sent.toLower();
    QString nearest;
    qsizetype most = std::min<qsizetype>(5, std::max<qsizetype>(2, sent.size() / 3 + 1));
    for (const QString &id : known) {
        const qsizetype distance = editDistance(lower, id.toLower(), most);
        if (distance < most) {
            most = distance;
            nearest = id;
        }
        if (most == 0)
            break;
    }
    return nearest;
}

}
