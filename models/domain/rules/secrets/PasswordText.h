#pragma once

#include <QHash>
#include <QString>

/// A password as whoever guesses sees it: zxcvbn knows bytes and the letters of ASCII alone. The password
/// itself stays as it is.
namespace gatehouse {

/// In small letters, without accents, and one way for all that looks alike (`\u00FC` and `u`, full width and
/// half).
QString comparable(const QString &text);

/// As `Mueller` for a name with a letter of German or of the north.
QString spelledOut(const QString &text);

/// Characters outside ASCII, numbered by the first that was seen. More than there are bytes for share the
/// last.
class OneByteText
{
public:
    QByteArray bytesOf(const QString &comparable);
    /// Nothing when it has a character that was not seen, because then it stands nowhere in what was.
    QByteArray knownBytesOf(const QString &comparable) const;

private:
    QHash<char32_t, char> m_bytes;
};

/// What is left when all goes that stood there before, and how often something went.
struct Unrepeated
{
    QByteArray text;
    int times = 0;
};
Unrepeated withoutRepeats(const QByteArray &text);

}
