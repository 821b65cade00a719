#pragma once

#include "services/export/ClientExporter.h"

#include <QTimer>
#include <QWidget>

#include <atomic>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace gatehouse {

struct Workplace;

/// How an exported file begins, without anything secret, and what it does not say.
class ExportPreview : public QWidget
{
    Q_OBJECT

public:
    explicit ExportPreview(const Workplace &workplace, QWidget *parent = nullptr);
    ~ExportPreview() override;

    /// Shows it soon; what was asked for before is forgotten. Keys in the request are ignored.
    void show(const exporter::Request &request);

Q_SIGNALS:
    /// Of a file that is shown whole; else empty.
    void lossesKnown(const QList<Loss> &losses);
    /// What would be in the file; nothing while that is being counted.
    void tallyKnown(const std::optional<gatehouse::exporter::Tally> &tally);
    void tallyFailed();

private:
    void load();
    void take(const Result<exporter::Beginning> &beginning);
    void count();
    void forgetCount();
    void copy();

    const Workplace &m_workplace;
    exporter::Request m_request;
    QTimer m_delay;
    quint64 m_question = 0;                         ///< answers to older questions are thrown away
    std::shared_ptr<std::atomic_bool> m_isCounting; ///< cleared to stop it; none: nothing is being counted
    QPlainTextEdit *m_text;
    QLabel *m_note;
    QPushButton *m_copy;
};

}
