#pragma once

#include <QStringList>

namespace gatehouse {

struct User;

/// What a new password must be: long and not easily guessed, whatever kinds of characters it is made of (NIST
/// SP 800-63B-4, 3.1.1.2).
struct PasswordRule
{
    int leastLength = 15; ///< in characters
    double leastBits = 40;
    QStringList names = {}; ///< of the person: a password made of them is guessed first
};

/// For a file that is tried at leisure, without a delay after wrong ones; it belongs to nobody.
inline PasswordRule passphraseRule()
{
    return {.leastLength = 12};
}

inline constexpr int greatestPasswordLength = 1024;

struct PasswordStrength
{
    int length = 0;
    double bits = 0;     ///< as zxcvbn estimates them from the first 100 characters
    QString advice = {}; ///< what to do; empty: it is good

    bool isGood() const { return advice.isEmpty(); }
};
PasswordStrength passwordStrength(const QString &password, const PasswordRule &rule);

/// User ID, name, e-mail and department, and the words in them.
QStringList namesOf(const User &user);

}
