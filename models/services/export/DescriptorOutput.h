#pragma once

#include "store/Descriptor.h"

#include <QIODevice>

#include <functional>

namespace gatehouse {

/// Writes to a pipe, a terminal or another device without ever being stuck in it: while nobody takes what is
/// written, it asks whether to go on.
class DescriptorOutput final : public QIODevice
{
    Q_OBJECT

public:
    using GoesOn = std::function<bool()>;

    /// Opens itself.
    DescriptorOutput(Descriptor descriptor, GoesOn goesOn);
    /// Wipes what was not written.
    ~DescriptorOutput() override;

    bool isSequential() const override { return true; }
    /// Writes out what is buffered. After false, errorString() says why.
    bool flush();
    bool hasFailed() const { return m_hasFailed; }
    bool wasCancelled() const { return m_wasCancelled; }

protected:
    qint64 readData(char *data, qint64 size) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    bool waitUntilWritable();
    bool failed(const QString &reason);

    Descriptor m_descriptor;
    GoesOn m_goesOn;
    QByteArray m_buffer;
    bool m_hasFailed = false;
    bool m_wasCancelled = false;
};

}
