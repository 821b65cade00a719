#pragma once

#include <QByteArrayView>

namespace gatehouse {

/// What a secret needs so that nobody guesses it (RFC 6819 5.1.4.2.2).
inline constexpr double leastSecretBits = 128;

/// How many bits whoever guesses has to find, by what is there: the alphabet that is seen times the length,
/// less where it goes on as before (repeated, counted up or down, along the keyboard, a usual word). Random
/// characters have what their generator gave them: 32 of hexadecimal 128, 26 of Hydra's 157, a UUID 122.
/// Where most of it is words, it has no more than zxcvbn gives them. What is copied for that is wiped.
double secretBits(QByteArrayView secret);

}
