#pragma once

#include <QByteArray>

#include <vector>

/// What zxcvbn finds in a text.
namespace gatehouse::guesswork {

/// It takes much longer with more.
inline constexpr int looked = 100;

enum class Kind {
    Unknown,
    Word,
    Disguised, ///< one with digits or signs for letters
    GivenWord, ///< one of those that it was asked about, with digits for letters, too
    Pattern,   ///< repeated, counted, a date, or along the keyboard
};

struct Part
{
    int begin = 0;
    int length = 0;
    double bits = 0;
    Kind kind = Kind::Unknown;
};

struct Guess
{
    double bits = 0;
    std::vector<Part> parts = {};
};

/// Of the first characters, each of one byte; the copy that it needs is wiped.
Guess guess(QByteArrayView text, const std::vector<QByteArray> &words = {});

}
