#pragma once

#include <QByteArrayList>
#include <QDir>

#include <functional>
#include <random>

namespace gatehouse::fuzz {

/// One change of a kind that damage, people and attackers make, with words that mean something to what reads
/// it.
inline QByteArray mutated(QByteArray text, const QByteArrayList &words, std::mt19937 &random)
{
    const auto below = [&](qsizetype end) {
        return std::uniform_int_distribution<qsizetype>(0, std::max<qsizetype>(end - 1, 0))(random);
    };
    const qsizetype at = below(text.size());
    const qsizetype length = below(std::min<qsizetype>(text.size() - at, 40));
    switch (below(5)) {
    case 0:
        return text.remove(at, length);
    case 1:
        return text.insert(at, text.mid(below(text.size()), length));
    case 2:
        return text.replace(at, length, words.at(below(words.size())));
    case 3:
        text[at] = char(text.at(at) ^ (1 << below(8)));
        return text;
    default:
        return text.insert(at, words.at(below(words.size())));
    }
}

/// Reads each file of the folder below tests/fuzz with so many changes, the same ones each time. Gives how
/// many there are, or -1 where one cannot be read.
inline int mutateSeeds(const QString &folder, const QByteArrayList &words, int changes,
                       const std::function<void(const QByteArray &)> &read)
{
    std::mt19937 random(20260101);
    const QDir seeds(QStringLiteral(GATEHOUSE_TEST_DATA "/../fuzz/") + folder);
    const auto files = seeds.entryInfoList(QDir::Files, QDir::Name);
    for (const QFileInfo &info : files) {
        QFile file(info.filePath());
        if (!file.open(QIODevice::ReadOnly))
            return -1;
        const QByteArray seed = file.readAll();
        read(seed);
        QByteArray text = seed;
        for (int change = 0; change < changes; ++change) {
            text = mutated(change % 5 == 0 || text.isEmpty() ? seed : text, words, random);
            read(text);
        }
    }
    return int(files.size());
}

}
