{{- define "fss.name" -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "fss.labels" -}}
app.kubernetes.io/name: {{ include "fss.name" . }}
{{- end }}

{{- define "fss.configuration" -}}
{{- $servers := list }}
{{- range .Values.mysql.servers }}
{{- $servers = append $servers (dict "IP" .host "Port" (int .port)) }}
{{- end }}
{{- $own := dict "MySQL" (dict "Servers" $servers "User" .Values.mysql.user "ConnectionPoolSize" (int .Values.mysql.connectionPoolSize)) }}
{{- if .Values.tls.enabled }}
{{- $_ := set $own "Security" (dict "TLS" (dict "EnableTLS" true "CertificateFile" "/etc/feature-store-server-tls/tls.crt" "PrivateKeyFile" "/etc/feature-store-server-tls/tls.key")) }}
{{- end }}
{{- if .Values.metrics.ownPort }}
{{- $_ := set $own "REST" (dict "MetricsPort" (int .Values.metrics.port)) }}
{{- end }}
{{- mustMergeOverwrite $own (deepCopy .Values.configuration) | mustToPrettyJson }}
{{- end }}

{{- /* Probes go where no certificate is asked for: to the port of the metrics, if they have one. */ -}}
{{- define "fss.probe" -}}
port: {{ ternary "metrics" "http" .Values.metrics.ownPort }}
{{- if and .Values.tls.enabled (not .Values.metrics.ownPort) }}
scheme: HTTPS
{{- end }}
{{- end }}
