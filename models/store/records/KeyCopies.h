#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace gatehouse::store {

/// A note of a key in a place that a move of the key storage leads to or away from. It lives until the key is
/// there no more, or that place is where the settings lead to; see services/security/KeyCopies.
struct KeyCopy
{
    enum class State {
        New,      ///< it is brought there: cut off before the settings lead there, it is one too many
        Obsolete, ///< it is taken away from there
        Left,     ///< it stays, and that is said
    };
    QString
        settings;   ///< which settings on which machine, as a hash: those of others have places of their own
    QString folder; ///< empty: the desktop's keyring
    QString keyName;
    QString keyId;
    State state = State::New;
    QString proof = {}; ///< made with the database's key, that it was moved; empty: not known

    bool isInFolder() const { return !folder.isEmpty(); }
    bool isOfSamePlaceAs(const KeyCopy &other) const
    {
        return settings == other.settings && folder == other.folder && keyName == other.keyName &&
               keyId == other.keyId;
    }
    bool operator==(const KeyCopy &) const = default;
};

/// As the setting `encryption_key_copies` has them; empty: there are none.
QString textOf(const QList<KeyCopy> &copies);
/// Nothing where the text is not one that Gatehouse wrote.
std::optional<QList<KeyCopy>> keyCopiesFrom(const QString &text);

}
