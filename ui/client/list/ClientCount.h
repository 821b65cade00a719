#pragma once

#include "domain/Error.h"
#include "store/records/ClientPage.h"

#include <QTimer>

#include <optional>

namespace gatehouse {

struct Workplace;

/// How many client applications match a filter, counted aside, so that lists go on being read.
class ClientCount : public QObject
{
    Q_OBJECT

public:
    ClientCount(const Workplace &workplace, QObject *parent);

    /// Counts soon. What was asked before is forgotten.
    void ask(const store::ClientFilter &filter);
    /// It is known already.
    void know(const store::ClientFilter &filter, int total);
    /// Nothing while it is being counted.
    std::optional<int> total() const { return m_total; }

Q_SIGNALS:
    void changed();
    void failed(const gatehouse::Error &error);

private:
    void count();
    void take(const Result<int> &total);

    const Workplace &m_workplace;
    QTimer m_delay;
    store::ClientFilter m_wanted;
    std::optional<int> m_total;
    quint64 m_question = 0;
    bool m_isAsked = false;
    bool m_isCounting = false; ///< one at a time, however fast somebody types
};

}
