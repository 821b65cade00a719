#pragma once

#include "services/ClientExporter.h"

#include <QTimer>
#include <QWidget>

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

    /// Shows it soon; what was asked for before is forgotten. Keys in the request are ignored.
    void show(const exporter::Request &request);

Q_SIGNALS:
    /// Of a file that is shown whole; else empty.
    void lossesKnown(const QList<Loss> &losses);

private:
    void load();
    void take(const Result<exporter::Beginning> &beginning);
    void copy();

    const Workplace &m_workplace;
    exporter::Request m_request;
    QTimer m_delay;
    quint64 m_question = 0; ///< answers to older questions are thrown away
    QPlainTextEdit *m_text;
    QLabel *m_note;
    QPushButton *m_copy;
};

}
