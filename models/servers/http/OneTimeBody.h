#pragma once

#include <QIODevice>

#include <cstring>

namespace gatehouse {

/// A body that is read once. Qt Network sends a request again by itself where the connection ends before an
/// answer came, a POST as well; what cannot be read again keeps it from doing so.
class OneTimeBody : public QIODevice
{
public:
    explicit OneTimeBody(QByteArray content) : m_content(std::move(content)) { open(ReadOnly | Unbuffered); }

    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override { return m_content.size() - m_read; }
    bool seek(qint64) override { return false; }
    bool reset() override { return false; }
    bool atEnd() const override { return bytesAvailable() == 0; }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        const qint64 size = qMin(most, bytesAvailable());
        if (size == 0)
            return most == 0 ? 0 : -1;
        std::memcpy(data, m_content.constData() + m_read, std::size_t(size));
        m_read += size;
        return size;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_content;
    qint64 m_read = 0;
};

}
