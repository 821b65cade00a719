#pragma once

#include "domain/Progress.h"
#include "domain/json/CommaFilter.h"
#include "domain/json/JsonElements.h"

#include <QByteArray>
#include <QIODevice>

#include <optional>
#include <streambuf>

namespace gatehouse::json {

/// The bytes of a document, piece by piece for the parser, and how far it came. A byte order mark is skipped.
class JsonInput final : public std::streambuf
{
public:
    enum class Fault { None, Unreadable, Cancelled, TokenTooLong, NulCharacter };

    /// Reads from the device's position on. Progress is told in KiB.
    JsonInput(QIODevice &source, Dialect dialect, const Progress &progress);
    /// Overwrites what was read: it may hold a client secret.
    ~JsonInput() override;
    Q_DISABLE_COPY_MOVE(JsonInput)

    Fault fault() const { return m_fault; }
    /// A name, a value or a bracket has been read to its end.
    void tokenDone() { m_tokenBytes = 0; }
    /// Steps back over the byte that was read only to see where a number ends, so that places are right.
    void unreadLookahead();
    void unreadLookahead(quint64 bytesTaken); ///< the same, if more than these were read
    bool isAtEnd() const { return gptr() == egptr() && m_source.atEnd(); }
    bool isBlank() const; ///< nothing but white space has been read

    qint64 position() const;      ///< bytes that have been read, a byte order mark among them
    qint64 line() const;          ///< of the last byte that was read, from 1
    qint64 column() const;        ///< in characters, from 1
    bool isWithinBadUtf8() const; ///< whether the last bytes that were read are not UTF-8

protected:
    int_type underflow() override;

private:
    QByteArrayView read() const { return {eback(), gptr() - eback()}; } ///< of this piece
    void leavePiece();
    qint64 fillPiece(); ///< gives how many bytes came from the device; negative when it cannot be read
    void endAtNul();
    void skipByteOrderMark();

    QIODevice &m_source;
    Progress m_progress;
    std::optional<CommaFilter> m_commas;
    QByteArray m_piece;
    QByteArray m_held;      ///< bytes that come before the next piece
    QByteArray m_lastBytes; ///< of earlier pieces, enough for one character
    qint64 m_before = 0;    ///< bytes of earlier pieces
    qint64 m_mark = 0;      ///< bytes of a byte order mark, which are of no piece
    qint64 m_linesBefore = 0;
    qint64 m_columnBefore = 0;
    qint64 m_tokenBytes = 0; ///< that earlier pieces held of the token that is being read
    bool m_isBlankBefore = true;
    bool m_isBeforeNul = false; ///< the byte after this piece
    Fault m_fault = Fault::None;
};

}
