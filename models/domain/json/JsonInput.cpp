#include "domain/json/JsonInput.h"

#include "domain/json/JsonText.h"

#include <QStringView>

#include <algorithm>
#include <cstring>

namespace gatehouse::json {

namespace {

constexpr qsizetype pieceSize = 64 * 1024;
constexpr qsizetype longestCharacter = 4; // bytes of UTF-8

bool continuesCharacter(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

qint64 characters(QByteArrayView bytes)
{
    return bytes.size() - std::ranges::count_if(bytes, continuesCharacter);
}

QByteArrayView afterLastLineFeed(QByteArrayView bytes)
{
    if (bytes.isEmpty()) // QByteArrayView::lastIndexOf() looks at what lies behind
        return bytes;
    return bytes.sliced(bytes.lastIndexOf('\n') + 1);
}

}

JsonInput::JsonInput(QIODevice &source, Dialect dialect, const Progress &progress)
    : m_source(source), m_progress(progress), m_piece(pieceSize, Qt::Uninitialized)
{
    if (dialect == Dialect::Configuration)
        m_commas.emplace();
}

JsonInput::~JsonInput()
{
    explicit_bzero(m_piece.data(), size_t(m_piece.size()));
}

JsonInput::int_type JsonInput::underflow()
{
    leavePiece();
    const auto stop = [this](Fault fault) {
        m_fault = fault;
        return traits_type::eof();
    };
    if (m_fault != Fault::None)
        return traits_type::eof();
    if (m_isBeforeNul) {
        m_piece[0] = '\0';
        setg(m_piece.data(), m_piece.data() + 1, m_piece.data() + 1);
        return stop(Fault::NulCharacter);
    }
    if (m_tokenBytes > longestToken)
        return stop(Fault::TokenTooLong);
    if (!goesOn(m_progress, int(m_before / 1024), int(m_source.size() / 1024)))
        return stop(Fault::Cancelled);
    if (fillPiece() < 0)
        return stop(Fault::Unreadable);
    if (m_before == 0)
        skipByteOrderMark();
    endAtNul();
    if (gptr() == egptr() && m_isBeforeNul)
        return underflow();
    return gptr() == egptr() ? traits_type::eof() : traits_type::to_int_type(*gptr());
}

qint64 JsonInput::fillPiece()
{
    char *const bytes = m_piece.data();
    std::ranges::copy(m_held, bytes);
    const qint64 size = m_source.read(bytes + m_held.size(), m_piece.size() - m_held.size());
    const qsizetype all = m_held.size() + std::max<qint64>(size, 0);
    const qsizetype ready = m_commas ? m_commas->pass(bytes, all, size <= 0) : all;
    m_held = QByteArray(bytes + ready, all - ready);
    setg(bytes, bytes, bytes + ready);
    return size;
}

void JsonInput::leavePiece()
{
    const QByteArrayView left = read();
    if (const auto lines = std::ranges::count(left, '\n'); lines > 0) {
        m_linesBefore += lines;
        m_columnBefore = 0;
    }
    m_isBlankBefore = m_isBlankBefore && left.trimmed().isEmpty();
    m_columnBefore += characters(afterLastLineFeed(left));
    m_before += left.size();
    m_tokenBytes += left.size();
    m_lastBytes += left.last(std::min(left.size(), longestCharacter));
    m_lastBytes = m_lastBytes.last(std::min(m_lastBytes.size(), longestCharacter));
    setg(m_piece.data(), m_piece.data(), m_piece.data());
}

/// The parser takes a NUL for the end, and would say nothing of what stands behind.
void JsonInput::endAtNul()
{
    const qsizetype nul = QByteArrayView(gptr(), egptr() - gptr()).indexOf('\0');
    m_isBeforeNul = nul >= 0;
    if (m_isBeforeNul)
        setg(eback(), gptr(), gptr() + nul);
}

void JsonInput::unreadLookahead()
{
    if (gptr() > eback())
        gbump(-1);
}

void JsonInput::unreadLookahead(quint64 bytesTaken)
{
    if (quint64(m_before + read().size()) > bytesTaken)
        unreadLookahead();
}

void JsonInput::skipByteOrderMark()
{
    constexpr QByteArrayView mark("\xEF\xBB\xBF");
    if (QByteArrayView(gptr(), egptr() - gptr()).startsWith(mark))
        setg(gptr() + mark.size(), gptr() + mark.size(), egptr());
    m_mark = gptr() - m_piece.data();
}

bool JsonInput::isBlank() const
{
    return m_isBlankBefore && read().trimmed().isEmpty();
}

qint64 JsonInput::position() const
{
    return m_mark + m_before + read().size();
}

qint64 JsonInput::line() const
{
    return m_linesBefore + std::ranges::count(read(), '\n') + 1;
}

qint64 JsonInput::column() const
{
    const QByteArrayView bytes = read();
    const qint64 before = bytes.contains('\n') ? 0 : m_columnBefore;
    return std::max<qint64>(before + characters(afterLastLineFeed(bytes)), 1);
}

bool JsonInput::isWithinBadUtf8() const
{
    constexpr qsizetype enough = 2 * longestCharacter;
    const QByteArrayView bytes = read();
    QByteArray last = m_lastBytes + bytes.last(std::min(bytes.size(), enough)).toByteArray();
    if (bytes.size() >= enough)
        last = last.last(enough);
    const bool isCut = last.size() < m_before + bytes.size();
    for (int i = 1; isCut && i < longestCharacter && continuesCharacter(last.front()); ++i)
        last.removeFirst();
    for (const char *next = gptr(); next != egptr() && continuesCharacter(*next); ++next)
        last += *next;
    return !QUtf8StringView(last).isValidUtf8();
}

}
